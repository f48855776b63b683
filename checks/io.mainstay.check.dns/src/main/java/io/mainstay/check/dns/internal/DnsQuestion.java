// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import java.nio.ByteBuffer;

/**
 * What is asked: one question of class IN.
 *
 * <pre>
 *  0       2       4       6       8       10      12
 *  |  id   | flags |   1   |   0   |   0   |   0   | name … | type | class |
 * </pre>
 *
 * Thread-safety: immutable; nobody changes the array.
 *
 * @param text the name as the operator wrote it
 * @param name the same on the wire
 * @param type of the records that are asked for
 * @param recursion whether the server is to ask others
 */
record DnsQuestion(String text, byte[] name, DnsType type, boolean recursion) {
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int CLASS_IN = 1;

    /** The message; with the length that TCP wants before it, when it is for TCP. */
    byte[] message(int id, boolean tcp) {
        int length = DnsReader.HEADER + name.length + 4;
        ByteBuffer message = ByteBuffer.allocate(tcp ? 2 + length : length);
        if (tcp) {
            message.putShort((short) length);
        }
        message.putShort((short) id).putShort((short) (recursion ? RECURSION_DESIRED : 0));
        message.putShort((short) 1).putShort((short) 0).putInt(0);
        message.put(name).putShort((short) type.number()).putShort((short) CLASS_IN);
        return message.array();
    }

    /** {@code SOA example.com}. */
    @Override
    public String toString() {
        return type.name() + " " + text;
    }
}
