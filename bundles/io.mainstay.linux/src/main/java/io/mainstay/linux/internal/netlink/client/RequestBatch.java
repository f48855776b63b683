// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests written down one after the other in memory that the kernel can read, cut into parts that it takes at once: no more
 * answers per part than a receive buffer surely holds. Only the sequence numbers change from use to use.
 *
 * <p>Thread-safety: one thread at a time.
 */
final class RequestBatch {
    private static final int MOST_BYTES = 32 * 1024;
    private static final int MOST_REQUESTS = 100;

    private final NativeMemory memory;
    private final int[] offsets;
    private final int[] partStarts;

    RequestBatch(List<NetlinkRequest> requests) {
        offsets = new int[requests.size() + 1];
        for (int i = 0; i < requests.size(); i++) {
            offsets[i + 1] =
                    offsets[i] + (NetlinkReader.HEADER + requests.get(i).body().length + 3 & ~3);
        }
        memory = new NativeMemory(offsets[requests.size()]);
        ByteBuffer bytes = memory.bytes();
        for (int i = 0; i < requests.size(); i++) {
            NetlinkRequest request = requests.get(i);
            int flags = request.flags() | NetlinkReader.F_REQUEST;
            if ((request.flags() & NetlinkReader.F_DUMP) != NetlinkReader.F_DUMP) {
                flags |= NetlinkReader.F_ACK;
            }
            bytes.putInt(offsets[i], NetlinkReader.HEADER + request.body().length);
            bytes.putShort(offsets[i] + 4, (short) request.type());
            bytes.putShort(offsets[i] + 6, (short) flags);
            bytes.put(offsets[i] + NetlinkReader.HEADER, request.body());
        }
        List<Integer> starts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < requests.size(); i++) {
            if (i == 0 || i - start == MOST_REQUESTS || offsets[i + 1] - offsets[start] > MOST_BYTES) {
                starts.add(i);
                start = i;
            }
        }
        starts.add(requests.size());
        partStarts = starts.stream().mapToInt(Integer::intValue).toArray();
    }

    int size() {
        return offsets.length - 1;
    }

    int parts() {
        return partStarts.length - 1;
    }

    /** First request of a part; {@code parts()} gives the end. */
    int start(int part) {
        return partStarts[part];
    }

    long address(int part) {
        return memory.address() + offsets[partStarts[part]];
    }

    int length(int part) {
        return offsets[partStarts[part + 1]] - offsets[partStarts[part]];
    }

    /** Numbers the requests of a part. */
    void number(int part, int firstSequence) {
        for (int i = partStarts[part]; i < partStarts[part + 1]; i++) {
            memory.bytes().putInt(offsets[i] + 8, firstSequence + i - partStarts[part]);
        }
    }
}
