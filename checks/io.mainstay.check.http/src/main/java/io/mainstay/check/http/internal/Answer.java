// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one probe keeps of a response: those headers that its rules look at, and what {@link Content} keeps of the body.
 * Thread-safety: one thread.
 */
final class Answer implements ResponseParser.Body {
    private final Set<String> wanted;
    private final Content content;
    private List<HttpRequest.Header> headers = List.of();

    Answer(ResponseRules rules) {
        this.wanted = rules.wantedHeaders();
        this.content = new Content(rules.digest() != null, rules.needsBody());
    }

    @Override
    public void header(HeadLine line) {
        if (!wanted.isEmpty()) {
            String name = line.name();
            if (wanted.contains(name)) {
                header(name, line.value());
            }
        }
    }

    /** @param name in lower case */
    void header(String name, String value) {
        if (wanted.contains(name)) {
            if (headers.isEmpty()) {
                headers = new ArrayList<>(2);
            }
            headers.add(new HttpRequest.Header(name, value));
        }
    }

    /** The headers so far were an interim response's. */
    void forgetHeaders() {
        headers = List.of();
    }

    @Override
    public void append(ByteBuffer bytes) {
        content.append(bytes);
    }

    Content content() {
        return content;
    }

    /** All values of a header, in order. */
    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(HttpRequest.Header::value)
                .toList();
    }
}
