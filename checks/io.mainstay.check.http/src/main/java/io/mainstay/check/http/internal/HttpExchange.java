// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import java.nio.ByteBuffer;
import java.time.Duration;

/** One request and its response in HTTP/1.x. Thread-safety: the probe's lane. */
final class HttpExchange implements Conversation {
    private final UrlCheck url;
    private final Transcript transcript;
    private final Answer answer;
    private final ResponseParser parser;
    private final long startNanos = System.nanoTime();

    HttpExchange(UrlCheck url, Transcript transcript) {
        this.url = url;
        this.transcript = transcript;
        this.answer = new Answer(url.rules());
        this.parser = new ResponseParser(url.rules().status()::contains, url.head(), answer);
    }

    @Override
    public void opened(Line line) {
        transcript.note(url.label());
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
        if (parser.bodyBytes() > url.rules().maxBody()) {
            line.end(tooLong(url.rules().maxBody()));
            return;
        }
        switch (progress) {
            case INCOMPLETE -> {
                // the line's time-out watches over what is missing
            }
            case BAD -> line.end(ProbeResult.failed(FailReason.PROTOCOL, parser.problem()));
            case COMPLETE -> {
                transcript.note("status {}, body of {} bytes", parser.status(), parser.bodyBytes());
                noteOddities();
                Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
                line.end(new Judgement(url.rules(), transcript, answer, parser.status()).of(took, line));
            }
        }
    }

    static ProbeResult tooLong(long limit) {
        return ProbeResult.failed(
                FailReason.UNEXPECTED_CONTENT, "the body is longer than 'max_body' allows, " + limit + " bytes");
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
