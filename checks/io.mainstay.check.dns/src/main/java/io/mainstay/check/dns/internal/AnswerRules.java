// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.AddressText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * When an answer is good. Pure.
 *
 * @param rcodes the good ones
 * @param authoritative whether the server must be an authority
 * @param required whether there must be a record of the type that was asked for
 * @param expected data of records that there must be, in normal form
 * @param only whether there may be no others of that type
 */
record AnswerRules(Set<Integer> rcodes, boolean authoritative, boolean required, Set<String> expected, boolean only) {
    private static final int SHOWN = 5;

    AnswerRules {
        rcodes = Set.copyOf(rcodes);
        expected = Set.copyOf(expected);
    }

    /** Whether the records matter at all. */
    boolean lookAtRecords() {
        return required || !expected.isEmpty();
    }

    ProbeResult judge(DnsAnswer answer, DnsQuestion question) {
        String rcode = DnsAnswer.rcodeName(answer.rcode());
        if (!rcodes.contains(answer.rcode())) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_STATUS,
                    rcode + " for " + question + ", expected "
                            + String.join(
                                    " or ",
                                    rcodes.stream()
                                            .sorted()
                                            .map(DnsAnswer::rcodeName)
                                            .toList()));
        }
        if (authoritative && !answer.authoritative()) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT, "the answer to " + question + " is not authoritative");
        }
        if (!lookAtRecords()) {
            return ProbeResult.passed(rcode);
        }
        return records(answer, question);
    }

    private ProbeResult records(DnsAnswer answer, DnsQuestion question) {
        List<String> found = answer.records().stream()
                .filter(entry -> entry.type() == question.type().number())
                .map(entry -> normal(question.type().number(), entry.data()))
                .toList();
        if (found.isEmpty()) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "no " + question.type().name() + " record in the answer to " + question);
        }
        List<String> missing = new ArrayList<>(new TreeSet<>(expected));
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT, question + " has no '" + missing.get(0) + "', but " + shown(found));
        }
        List<String> surplus = new ArrayList<>(found);
        surplus.removeAll(expected);
        if (only && !surplus.isEmpty()) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT, question + " has '" + surplus.get(0) + "', which is not expected");
        }
        return ProbeResult.passed(DnsAnswer.rcodeName(answer.rcode()) + ", " + found.size()
                + (found.size() == 1 ? " record" : " records"));
    }

    private static String shown(List<String> found) {
        String some = "'" + String.join("', '", found.subList(0, Math.min(SHOWN, found.size()))) + "'";
        return found.size() > SHOWN ? some + " and " + (found.size() - SHOWN) + " more" : some;
    }

    /** Data in the one form that is compared: addresses in their shortest, names in lower case without the last dot. */
    static String normal(int type, String data) {
        return switch (type) {
            case DnsType.A, DnsType.AAAA ->
                Values.address(data).map(AddressText::of).orElse(data);
            case DnsType.NS, DnsType.CNAME, DnsType.PTR, DnsType.MX, DnsType.SRV, DnsType.SOA -> names(data);
            case DnsType.DS -> data.toLowerCase(Locale.ROOT).trim().replaceAll("\\s+", " ");
            default -> data;
        };
    }

    private static String names(String data) {
        List<String> words = new ArrayList<>();
        for (String word : data.toLowerCase(Locale.ROOT).trim().split("\\s+")) {
            boolean dotted = word.length() > 1 && word.endsWith(".") && !word.endsWith("\\.");
            words.add(dotted ? word.substring(0, word.length() - 1) : word);
        }
        return String.join(" ", words);
    }
}
