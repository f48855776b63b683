// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.ReceivedPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A packet as a test gives it to a socket.
 *
 * @param content as the kind of socket gives it
 * @param sourceAddress null on link sockets
 * @param destinationAddress null on link sockets
 * @param ttl -1 on link sockets
 */
public record FakePacket(
        byte[] content,
        InetAddress sourceAddress,
        InetAddress destinationAddress,
        int ttl,
        int ifIndex,
        long arrivedNanos)
        implements ReceivedPacket {

    @Override
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
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
    public int source(byte[] into) {
        return sourceAddress == null ? mac(6, into) : copy(sourceAddress, into);
    }

    @Override
    public int destination(byte[] into) {
        return destinationAddress == null ? mac(0, into) : copy(destinationAddress, into);
    }

    @Override
    public long arrivedRealtimeNanos() {
        return 0;
    }

    /** Frames only: who sent it. */
    public MacAddress sourceMac() {
        byte[] mac = new byte[6];
        mac(6, mac);
        return MacAddress.of(mac);
    }

    private int mac(int at, byte[] into) {
        System.arraycopy(content, at, into, 0, 6);
        return 6;
    }

    private static int copy(InetAddress address, byte[] into) {
        byte[] bytes = address.getAddress();
        System.arraycopy(bytes, 0, into, 0, bytes.length);
        return bytes.length;
    }
}
