// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One request and the judgement of its response, in keepalived's order: status, digest, pattern (spec 3.4).
 * Thread-safety: the probe's lane.
 */
final class HttpExchange implements Conversation {
    private final UrlCheck url;
    private final Transcript transcript;
    private final Content content;
    private final ResponseParser parser;

    HttpExchange(UrlCheck url, Transcript transcript) {
        this.url = url;
        this.transcript = transcript;
        this.content = new Content(url.digest() != null, url.pattern().isPresent());
        this.parser = new ResponseParser(url.status()::contains, content);
    }

    @Override
    public void opened(Line line) {
        transcript.note("GET {}", url.path());
        line.send(url.request());
    }

    @Override
    public void received(Line line, ByteBuffer bytes) {
        conclude(line, parser.feed(bytes));
    }

    @Override
    public void closed(Line line) {
        ResponseParser.Progress progress = parser.end();
        if (progress == ResponseParser.Progress.INCOMPLETE) {
            line.end(ProbeResult.failed(
                    FailReason.CLOSED_EARLY, "the peer closed the connection before the end of the response's head"));
        } else {
            conclude(line, progress);
        }
    }

    private void conclude(Line line, ResponseParser.Progress progress) {
        switch (progress) {
            case INCOMPLETE -> {
                // the line's time-out watches over what is missing
            }
            case BAD -> line.end(ProbeResult.failed(FailReason.PROTOCOL, parser.problem()));
            case COMPLETE -> line.end(judge());
        }
    }

    private ProbeResult judge() {
        byte[] digest = content.digest();
        transcript.note("status {}, body of {} bytes", parser.status(), parser.bodyBytes());
        if (digest != null) {
            transcript.note("MD5 {}", HexFormat.of().formatHex(digest));
        }
        noteOddities();
        if (!url.status().contains(parser.status())) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_STATUS, "status " + parser.status() + ", expected " + url.status());
        }
        if (url.digest() != null && !Arrays.equals(url.digest(), digest)) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "MD5 of the body is " + HexFormat.of().formatHex(digest) + ", expected "
                            + HexFormat.of().formatHex(url.digest()));
        }
        if (url.pattern().isPresent()) {
            Optional<ProbeResult> objection = match(url.pattern().get());
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        return ProbeResult.passed("status " + parser.status());
    }

    private Optional<ProbeResult> match(ContentPattern pattern) {
        if (content.overflowed()) {
            return Optional.of(ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "the body is longer than " + Content.KEEP_LIMIT / 1024 / 1024
                            + " MiB, the most that 'regex' looks at"));
        }
        ContentPattern.Verdict verdict = pattern.match(content.kept(), content.keptLength());
        return switch (verdict) {
            case GOOD -> Optional.empty();
            case NO_MATCH ->
                Optional.of(ProbeResult.failed(FailReason.UNEXPECTED_CONTENT, "the body does not match " + pattern));
            case UNWANTED_MATCH ->
                Optional.of(ProbeResult.failed(
                        FailReason.UNEXPECTED_CONTENT, "the body matches " + pattern + ", which it must not"));
            case TOO_COSTLY ->
                Optional.of(ProbeResult.broken("matching " + pattern + " against " + content.keptLength()
                        + " bytes takes too long or nests too deep: write the pattern so that it backtracks less"));
        };
    }

    private void noteOddities() {
        if (parser.missing() > 0) {
            transcript.note("the body is {} bytes shorter than its Content-Length", parser.missing());
        }
        if (parser.surplus() > 0) {
            transcript.note("{} bytes followed the response", parser.surplus());
        }
        if (parser.chunked()) {
            transcript.note(parser.cut() ? "chunked; the peer closed before the last chunk" : "chunked, decoded");
        }
    }
}
