// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.netlink.Attributes;

/** What the kernel says in words about an error (NETLINK_EXT_ACK). */
public final class ExtendedAck {
    private static final int CAPPED = 0x100;
    private static final int TLVS = 0x200;
    private static final int MESSAGE = 1;

    private ExtendedAck() {}

    /** Of the ERROR or DONE message that the reader is at; empty when it says nothing. */
    public static String message(NetlinkReader reader) {
        if ((reader.flags() & TLVS) == 0) {
            return "";
        }
        int skip = 4;
        if (reader.type() == NetlinkReader.ERROR) {
            if (reader.payloadLength() < 4 + NetlinkReader.HEADER) {
                return "";
            }
            int echoed = (reader.flags() & CAPPED) != 0
                    ? NetlinkReader.HEADER
                    : reader.bytes().getInt(reader.payload() + 4);
            if (echoed < NetlinkReader.HEADER || echoed > reader.payloadLength() - 4) {
                return "";
            }
            skip += (echoed + 3) & ~3;
        }
        int left = reader.payloadLength() - skip;
        return left <= 0 ? "" : new Attributes(reader.bytes(), reader.payload() + skip, left).string(MESSAGE);
    }
}
