// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.option.Given;
import io.mainstay.checksupport.NetworkOptions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The options of one DNS_CHECK.
 *
 * @param network whom is asked
 * @param question what is asked
 * @param questionText the same, for people
 * @param rules when the answer is good
 * @param tcpOnly whether UDP is left out
 * @param tcpFallback whether a truncated answer is asked for again over TCP
 */
record DnsOptions(
        NetworkOptions network,
        DnsQuestion question,
        String questionText,
        AnswerRules rules,
        boolean tcpOnly,
        boolean tcpFallback) {
    private static final int PORT = 53;

    static DnsOptions of(DnsDeclared declared, CheckTarget target, Given given) {
        DnsType type = declared.type();
        DnsQuestion question =
                new DnsQuestion(declared.name().text(), declared.name().encoded(), type, declared.recursion());
        Set<String> expected = new TreeSet<>();
        declared.expect().forEach(data -> expected.add(AnswerRules.normal(type.number(), data)));
        if (declared.expectOnly() && expected.isEmpty()) {
            given.warning("expect_only", "'expect_only' has no effect without 'expect'", "");
        }
        AnswerRules rules = new AnswerRules(
                declared.rcode().stream().map(DnsDeclared.Rcode::number).collect(Collectors.toUnmodifiableSet()),
                declared.requireAuthoritative(),
                declared.requireAnswer(),
                expected,
                declared.expectOnly());
        // Who does not look at the records has seen enough of a truncated answer, as keepalived has.
        return new DnsOptions(
                NetworkOptions.of(declared.datagram(), target, PORT, given),
                question,
                question.toString(),
                rules,
                declared.transport() == DnsDeclared.Transport.TCP,
                declared.tcpFallback().orElse(rules.lookAtRecords()));
    }
}
