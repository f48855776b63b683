// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.checksupport.NetworkOptions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

    static DnsOptions read(BlockReader reader, CheckTarget target) {
        NetworkOptions network = NetworkOptions.readDatagram(reader, target, PORT);
        DnsType type =
                reader.value("type", "one of " + DnsType.names(), DnsType::of).orElse(DnsType.DEFAULT);
        String name = reader.text("name").orElse(".");
        byte[] encoded = DnsName.encode(name).orElse(null);
        if (encoded == null) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    reader.block().all("name").get(0).arguments().get(0).at(),
                    "'" + name + "' is not valid for 'name': expected a domain name, of labels of 1 to 63 characters");
            encoded = new byte[1];
        }
        DnsQuestion question =
                new DnsQuestion(name, encoded, type, reader.bool("recursion").orElse(true));
        Set<String> expected = new TreeSet<>();
        for (ConfigNode node : reader.nodes("expect")) {
            needsWords(reader, node, "data of a record, such as 192.0.2.1");
            for (Word word : node.arguments()) {
                expected.add(AnswerRules.normal(type.number(), word.text()));
            }
        }
        boolean only = reader.bool("expect_only").orElse(false);
        if (only && expected.isEmpty()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().all("expect_only").get(0).at(),
                    "'expect_only' has no effect without 'expect'",
                    "");
        }
        AnswerRules rules = new AnswerRules(
                rcodes(reader),
                reader.bool("require_authoritative").orElse(false),
                reader.bool("require_answer").orElse(false),
                expected,
                only);
        boolean tcpOnly =
                reader.choice("transport", Map.of("udp", false, "tcp", true)).orElse(false);
        // Who does not look at the records has seen enough of a truncated answer, as keepalived has.
        boolean fallback = reader.bool("tcp_fallback").orElse(rules.lookAtRecords());
        return new DnsOptions(network, question, question.toString(), rules, tcpOnly, fallback);
    }

    private static Set<Integer> rcodes(BlockReader reader) {
        Set<Integer> codes = new HashSet<>();
        for (ConfigNode node : reader.nodes("rcode")) {
            needsWords(reader, node, "one of " + DnsAnswer.rcodeNames());
            for (Word word : node.arguments()) {
                int code = DnsAnswer.rcode(word.text());
                if (code < 0) {
                    reader.error(
                            DiagnosticKind.GENERAL,
                            word.at(),
                            "'" + word + "' is not valid for 'rcode': expected " + DnsAnswer.rcodeNames());
                }
                codes.add(code);
            }
        }
        return codes.isEmpty() ? Set.of(0) : codes;
    }

    private static void needsWords(BlockReader reader, ConfigNode node, String expected) {
        if (node.arguments().isEmpty()) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    node.at(),
                    "'" + node.name() + "' needs at least one value: " + expected);
        }
    }
}
