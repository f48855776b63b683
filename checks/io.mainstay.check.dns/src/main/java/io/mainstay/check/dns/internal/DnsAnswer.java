// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import java.util.List;

/**
 * A response, as far as it is of interest.
 *
 * @param rcode 0 to 15
 * @param authoritative whether the server is an authority for the name
 * @param truncated whether it did not fit into a datagram
 * @param records of the answer section
 */
record DnsAnswer(int rcode, boolean authoritative, boolean truncated, List<Entry> records) {
    private static final String[] NAMES = {
        "NOERROR",
        "FORMERR",
        "SERVFAIL",
        "NXDOMAIN",
        "NOTIMP",
        "REFUSED",
        "YXDOMAIN",
        "YXRRSET",
        "NXRRSET",
        "NOTAUTH",
        "NOTZONE"
    };

    DnsAnswer {
        records = List.copyOf(records);
    }

    /**
     * One record.
     *
     * @param type its type's number
     * @param data in the form of zone files
     */
    record Entry(int type, String data) {}

    static String rcodeName(int rcode) {
        return rcode < NAMES.length ? NAMES[rcode] : "RCODE" + rcode;
    }

    /** -1 when there is none of this name. */
    static int rcode(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
