// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.option.Form;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A type of record.
 *
 * @param number 1 to 65535
 * @param name {@code A}, or {@code TYPE65} where there is none here
 */
record DnsType(int number, String name) {
    static final int A = 1;
    static final int NS = 2;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int PTR = 12;
    static final int MX = 15;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int DS = 43;
    static final int RRSIG = 46;
    static final int DNSKEY = 48;

    private static final Map<String, Integer> NUMBERS = new TreeMap<>(Map.ofEntries(
            Map.entry("A", A),
            Map.entry("NS", NS),
            Map.entry("CNAME", CNAME),
            Map.entry("SOA", SOA),
            Map.entry("PTR", PTR),
            Map.entry("MX", MX),
            Map.entry("TXT", TXT),
            Map.entry("AAAA", AAAA),
            Map.entry("SRV", SRV),
            Map.entry("DS", DS),
            Map.entry("RRSIG", RRSIG),
            Map.entry("DNSKEY", DNSKEY)));

    /** By a known name, or by number as RFC 3597 writes it. */
    @Form("one of A, AAAA, CNAME, DNSKEY, DS, MX, NS, PTR, RRSIG, SOA, SRV, TXT, or TYPE with a number")
    static Optional<DnsType> of(String text) {
        Integer known = NUMBERS.get(text);
        if (known != null) {
            return Optional.of(new DnsType(known, text));
        }
        if (!text.matches("TYPE[0-9]{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text.substring(4));
        return number >= 1 && number <= 65535 ? Optional.of(of(number)) : Optional.empty();
    }

    static DnsType of(int number) {
        return NUMBERS.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .findFirst()
                .map(entry -> new DnsType(number, entry.getKey()))
                .orElseGet(() -> new DnsType(number, "TYPE" + number));
    }
}
