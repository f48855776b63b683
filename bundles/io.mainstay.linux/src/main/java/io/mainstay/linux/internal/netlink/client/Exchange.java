// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.platform.net.Errno;
import java.util.function.Consumer;

/** Sends batches and collects their answers; allocates nothing of its own. Stateless. */
final class Exchange {

    private Exchange() {}

    /** Carries out all requests, in order; every one of them is told as ended. */
    static void run(NetlinkSocket socket, RequestBatch batch, Answers answers) {
        for (int part = 0; part < batch.parts(); part++) {
            int start = batch.start(part);
            int count = batch.start(part + 1) - start;
            int first = socket.nextSequences(count);
            batch.number(part, first);
            int errno = socket.send(batch.address(part), batch.length(part));
            int ended = errno == 0 ? collect(socket, start, first, count, answers) : 0;
            int failure = errno == 0 ? Errno.ENOBUFS : errno;
            for (int i = ended; i < count; i++) {
                answers.ended(start + i, failure, null);
            }
        }
    }

    /** Acknowledgements come in the order of the requests; returns how many came before receiving failed. */
    private static int collect(NetlinkSocket socket, int start, int first, int count, Answers answers) {
        NetlinkReader reader = socket.reader();
        int ended = 0;
        while (ended < count) {
            int errno = socket.receive(0);
            if (errno == Errno.EINTR) {
                continue;
            }
            if (errno != 0) {
                return ended;
            }
            while (reader.next()) {
                int request = reader.sequence() - first;
                if (request < 0 || request >= count) {
                    continue; // left over from an exchange that was given up
                }
                if (reader.type() == NetlinkReader.ERROR) {
                    answers.ended(start + request, reader.errno(), reader);
                    ended = request + 1;
                } else {
                    answers.message(start + request, reader);
                }
            }
        }
        return ended;
    }

    /**
     * Asks for a list and gives each message to {@code each}.
     *
     * @return an errno; {@link #INTERRUPTED} when the list changed while it was given
     */
    static int dump(NetlinkSocket socket, RequestBatch one, Consumer<NetlinkReader> each) {
        int sequence = socket.nextSequences(1);
        one.number(0, sequence);
        int errno = socket.send(one.address(0), one.length(0));
        NetlinkReader reader = socket.reader();
        boolean interrupted = false;
        while (errno == 0) {
            errno = socket.receive(0);
            if (errno == Errno.EINTR) {
                errno = 0;
                continue;
            }
            while (errno == 0 && reader.next()) {
                if (reader.sequence() != sequence) {
                    continue;
                }
                interrupted |= (reader.flags() & NetlinkReader.F_DUMP_INTR) != 0;
                if (reader.type() == NetlinkReader.DONE || reader.type() == NetlinkReader.ERROR) {
                    int result = reader.errno();
                    return result != 0 ? result : interrupted ? INTERRUPTED : 0;
                }
                each.accept(reader);
            }
        }
        return errno;
    }

    /** Not an errno of the kernel: a dump that is not of one instant. */
    static final int INTERRUPTED = -1;
}
