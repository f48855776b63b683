// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/**
 * Any datagram: no exception, no endless loop. Runs over the seeds (what a kernel really said) in a normal build, and fuzzes
 * with {@code JAZZER_FUZZ=1}.
 */
class NetlinkFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void anyDatagramIsReadWithoutHarm(byte[] datagram) {
        NetlinkReader reader = new NetlinkReader(ByteBuffer.wrap(datagram)).begin(datagram.length);
        int messages = 0;
        while (reader.next()) {
            if (++messages > datagram.length / NetlinkReader.HEADER) {
                throw new AssertionError("more messages than there is room for");
            }
            ByteBuffer bytes = reader.bytes();
            int at = reader.payload();
            int length = reader.payloadLength();
            // Each decoder gets every message: what type it says it has is only another number.
            use(LinkCodec.decode(bytes, at, length));
            use(AddressCodec.decode(bytes, at, length));
            use(RouteCodec.decode(bytes, at, length));
            use(RuleCodec.decode(bytes, at, length));
            use(NeighbourCodec.decode(bytes, at, length));
            use(GenericCodec.family(GenericCodec.attributes(reader)));
            use(GenericCodec.command(reader));
            use(ExtendedAck.message(reader));
            use(reader.errno());
        }
    }

    private static void use(Object value) {
        if (value != null && value.toString() == null) {
            throw new AssertionError();
        }
    }
}
