// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a response is good, and what else is read from it. Thread-safety: immutable; nobody changes the array.
 *
 * @param status which statuses are good
 * @param digest MD5 sum that the body must have; null for any
 * @param pattern what the body must, or must not, match
 * @param headers what must be among the headers
 * @param json what must be in the body
 * @param maxBody longest good body, in bytes
 * @param maxTime from the start of the probe to the end of the response
 * @param weight where a weight is found
 * @param expiryWarning how long before its end a certificate is warned of
 */
record ResponseRules(
        StatusCodes status,
        byte[] digest,
        Optional<ContentPattern> pattern,
        List<HeaderRule> headers,
        List<JsonRule> json,
        long maxBody,
        Optional<Duration> maxTime,
        Optional<WeightRule> weight,
        Optional<Duration> expiryWarning) {

    ResponseRules {
        headers = List.copyOf(headers);
        json = List.copyOf(json);
    }

    /**
     * A header that must be there.
     *
     * @param name in lower case
     * @param pattern that one of its values must match; empty for any value
     */
    record HeaderRule(String name, Optional<ContentPattern> pattern) {}

    /**
     * A value that must be in the body.
     *
     * @param path where
     * @param expected which
     */
    record JsonRule(JsonPath path, String expected) {}

    /**
     * Where the real server's weight is found.
     *
     * @param header its name in lower case; empty when it is in the body
     * @param path in the body
     * @param configured the configured weight, which percentages are of
     */
    record WeightRule(String header, Optional<JsonPath> path, int configured) {}

    boolean needsBody() {
        return pattern.isPresent()
                || !json.isEmpty()
                || weight.map(rule -> rule.path().isPresent()).orElse(false);
    }

    /** The names, in lower case, of the headers that are looked at. */
    Set<String> wantedHeaders() {
        if (headers.isEmpty() && weight.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        headers.forEach(rule -> names.add(rule.name()));
        weight.map(WeightRule::header).filter(name -> !name.isEmpty()).ifPresent(names::add);
        return names;
    }
}
