// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.NanoClock;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.LinkSockets;
import io.mainstay.platform.net.Links;
import io.mainstay.platform.net.LoopFigures;
import io.mainstay.platform.net.LoopSettings;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.Neighbours;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSockets;
import io.mainstay.platform.net.ReceivedPacket;
import io.mainstay.platform.net.Routes;
import io.mainstay.platform.net.Rules;
import io.mainstay.platform.net.SocketFigures;
import io.mainstay.platform.net.Sysctls;
import io.mainstay.platform.netlink.GenericNetlink;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Ports behind which there is nothing: for exercising the shell without touching the host. One thread.
 *
 * <p>What a router calls on its way is there in three classes each, used in turn: a compiler that has seen a single one would bet
 * on it, and lose that bet at the first real takeover.
 */
final class DryPorts {
    private DryPorts() {}

    /** One of three. */
    static RawSocket socket(int flavour) {
        return switch (flavour) {
            case 0 -> new Socket() {};
            case 1 -> new Socket() {};
            default -> new Socket() {};
        };
    }

    static LinkSocket frames(int flavour) {
        return switch (flavour) {
            case 0 -> new Frames() {};
            case 1 -> new Frames() {};
            default -> new Frames() {};
        };
    }

    static Network network(int flavour) {
        return new DryNetwork(flavour);
    }

    static PunctualLoop loop(int flavour) {
        return new DryLoop(flavour);
    }

    static Packet packet(int flavour, byte[] content, InetAddress from, InetAddress to) {
        return switch (flavour) {
            case 0 -> new Packet(content, from, to) {};
            case 1 -> new Packet(content, from, to) {};
            default -> new Packet(content, from, to) {};
        };
    }

    private static UnsupportedOperationException no() {
        return new UnsupportedOperationException("not part of an exercise");
    }

    private abstract static class Socket implements RawSocket {
        @Override
        public Target target(InetAddress to, InetAddress source, int ifIndex) {
            return () -> to;
        }

        @Override
        public int send(Target to, byte[] packet, int offset, int length) {
            return 0;
        }

        @Override
        public int join(InetAddress group, int ifIndex) {
            return 0;
        }

        @Override
        public int leave(InetAddress group, int ifIndex) {
            return 0;
        }

        @Override
        public int filter(PacketFilter filter) {
            return 0;
        }

        @Override
        public int receiveBuffer(int bytes) {
            return 0;
        }

        @Override
        public SocketFigures figures() {
            return new SocketFigures(0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }

    private abstract static class Frames implements LinkSocket {
        @Override
        public int send(int ifIndex, byte[] frame, int offset, int length) {
            return 0;
        }

        @Override
        public int join(MacAddress group, int ifIndex) {
            return 0;
        }

        @Override
        public int leave(MacAddress group, int ifIndex) {
            return 0;
        }

        @Override
        public int filter(PacketFilter filter) {
            return 0;
        }

        @Override
        public SocketFigures figures() {
            return new SocketFigures(0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }

    private abstract static class Prepared implements PreparedChange {
        private final List<Change> changes;

        Prepared(List<Change> changes) {
            this.changes = changes;
        }

        @Override
        public int apply() {
            return 0;
        }

        @Override
        public int size() {
            return changes.size();
        }

        @Override
        public int errno(int index) {
            return 0;
        }

        @Override
        public ChangeResult result(int index) {
            return new ChangeResult(changes.get(index), 0, "");
        }
    }

    private abstract static class Timer implements LoopTimer {
        private boolean armed;
        private long deadline;

        @Override
        public void arm(long deadlineNanos) {
            armed = true;
            deadline = deadlineNanos;
        }

        @Override
        public void disarm() {
            armed = false;
        }

        @Override
        public boolean isArmed() {
            return armed;
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }
    }

    private record DryLoop(int flavour) implements PunctualLoop {
        @Override
        public NanoClock clock() {
            return () -> 0;
        }

        @Override
        public long now() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            throw no();
        }

        @Override
        public LoopTimer timer(LoopTimer.Action action) {
            return switch (flavour) {
                case 0 -> new Timer() {};
                case 1 -> new Timer() {};
                default -> new Timer() {};
            };
        }

        @Override
        public LoopFigures figures() {
            throw no();
        }

        @Override
        public List<String> apply(LoopSettings settings) {
            throw no();
        }
    }

    private record DryNetwork(int flavour) implements Network {
        @Override
        public String namespace() {
            return "";
        }

        @Override
        public RawSockets rawSockets() {
            return (loop, spec, handler) -> socket(flavour);
        }

        @Override
        public LinkSockets linkSockets() {
            throw no();
        }

        @Override
        public Links links() {
            throw no();
        }

        @Override
        public Addresses addresses() {
            throw no();
        }

        @Override
        public Routes routes() {
            throw no();
        }

        @Override
        public Rules rules() {
            throw no();
        }

        @Override
        public Neighbours neighbours() {
            throw no();
        }

        @Override
        public Sysctls sysctls() {
            throw no();
        }

        @Override
        public Firewall firewall() {
            throw no();
        }

        @Override
        public GenericNetlink genericNetlink() {
            throw no();
        }

        @Override
        public PreparedChange prepare(List<Change> changes) {
            return switch (flavour) {
                case 0 -> new Prepared(changes) {};
                case 1 -> new Prepared(changes) {};
                default -> new Prepared(changes) {};
            };
        }

        @Override
        public List<ChangeResult> apply(List<Change> changes) {
            return changes.stream()
                    .map(change -> new ChangeResult(change, 0, ""))
                    .toList();
        }
    }

    /** An advert that comes in. */
    abstract static class Packet implements ReceivedPacket {
        private final byte[] content;
        private final ByteBuffer bytes;
        private final InetAddress from;
        private final byte[] source;
        private final byte[] destination;

        Packet(byte[] content, InetAddress from, InetAddress to) {
            this.content = content;
            this.from = from;
            bytes = ByteBuffer.allocateDirect(content.length); // as received packets are
            bytes.put(0, content);
            source = from.getAddress();
            destination = to.getAddress();
        }

        @Override
        public ByteBuffer bytes() {
            return bytes;
        }

        @Override
        public int length() {
            return content.length;
        }

        @Override
        public boolean truncated() {
            return false;
        }

        @Override
        public int ifIndex() {
            return 1;
        }

        @Override
        public int ttl() {
            return 255;
        }

        @Override
        public int source(byte[] into) {
            System.arraycopy(source, 0, into, 0, source.length);
            return source.length;
        }

        @Override
        public int destination(byte[] into) {
            System.arraycopy(destination, 0, into, 0, destination.length);
            return destination.length;
        }

        @Override
        public long arrivedNanos() {
            return 0;
        }

        @Override
        public long arrivedRealtimeNanos() {
            return 0;
        }

        @Override
        public InetAddress sourceAddress() {
            return from;
        }

        @Override
        public InetAddress destinationAddress() {
            throw no();
        }
    }
}
