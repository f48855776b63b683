// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.netlink.codec.ExtendedAck;
import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import io.mainstay.linux.internal.netlink.codec.NftCodec;
import io.mainstay.platform.net.Errno;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests between a begin and an end, written down once: all are carried out, or none. Only the last one asks for an
 * acknowledgement; what fails is answered anyway.
 *
 * <p>Thread-safety: one thread at a time.
 */
final class NftTransaction {
    private final NativeMemory memory;
    private final int[] offsets;
    private String detail = "";

    NftTransaction(List<NetlinkRequest> content) {
        List<NetlinkRequest> requests = new ArrayList<>(content);
        requests.add(0, NftCodec.begin());
        requests.add(NftCodec.end());
        offsets = new int[requests.size() + 1];
        for (int i = 0; i < requests.size(); i++) {
            offsets[i + 1] =
                    offsets[i] + (NetlinkReader.HEADER + requests.get(i).body().length + 3 & ~3);
        }
        memory = new NativeMemory(offsets[requests.size()]);
        ByteBuffer bytes = memory.bytes();
        for (int i = 0; i < requests.size(); i++) {
            NetlinkRequest request = requests.get(i);
            int ack = i == requests.size() - 2 ? NetlinkReader.F_ACK : 0;
            bytes.putInt(offsets[i], NetlinkReader.HEADER + request.body().length);
            bytes.putShort(offsets[i] + 4, (short) request.type());
            bytes.putShort(offsets[i] + 6, (short) (request.flags() | NetlinkReader.F_REQUEST | ack));
            bytes.put(offsets[i] + NetlinkReader.HEADER, request.body());
        }
    }

    /** What the kernel said about the last failure; empty when nothing. */
    String detail() {
        return detail;
    }

    /** Carries it out; an errno. */
    int run(NetlinkSocket socket) {
        int count = offsets.length - 1;
        int first = socket.nextSequences(count);
        for (int i = 0; i < count; i++) {
            memory.bytes().putInt(offsets[i] + 8, first + i);
        }
        detail = "";
        int errno = socket.send(memory.address(), memory.size());
        return errno != 0 ? errno : answers(socket, first, count - 2);
    }

    /** Until the last request is answered, or the transaction as a whole. */
    private int answers(NetlinkSocket socket, int first, int last) {
        NetlinkReader reader = socket.reader();
        int failure = 0;
        while (true) {
            int errno = socket.receive(0);
            if (errno == Errno.EINTR) {
                continue;
            }
            if (errno != 0) {
                return failure != 0 ? failure : errno;
            }
            while (reader.next()) {
                int request = reader.sequence() - first;
                if (request < 0 || request > last + 1 || reader.type() != NetlinkReader.ERROR) {
                    continue;
                }
                if (failure == 0 && reader.errno() != 0) {
                    failure = reader.errno();
                    detail = ExtendedAck.message(reader);
                }
                if (request == last || request == 0 || request == last + 1) {
                    return failure;
                }
            }
        }
    }
}
