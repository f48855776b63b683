// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One datagram and the judgement of the first reply, or of silence. Thread-safety: the probe's lane. */
final class UdpExchange implements Conversation {
    private final UdpOptions options;
    private final Transcript transcript;

    UdpExchange(UdpOptions options, Transcript transcript) {
        this.options = options;
        this.transcript = transcript;
    }

    @Override
    public void opened(Line line) {
        transcript.note("sent {} bytes", options.payload().length);
        line.send(options.payload());
    }

    @Override
    public void received(Line line, ByteBuffer reply) {
        transcript.note("reply of {} bytes: {}", reply.remaining(), HexPattern.shown(reply));
        line.end(judge(reply));
    }

    private ProbeResult judge(ByteBuffer reply) {
        int length = reply.remaining();
        if (options.checkLength() && (length < options.minLength() || length > options.maxLength())) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "a reply of " + length + " bytes, expected " + options.minLength() + " to " + options.maxLength());
        }
        int differs = options.reply().map(pattern -> pattern.mismatch(reply)).orElse(-1);
        if (differs >= 0) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "the reply " + HexPattern.shown(reply) + " differs from 'require_reply' in byte " + (differs + 1));
        }
        return ProbeResult.passed("reply of " + length + " bytes");
    }

    @Override
    public Optional<ProbeResult> silent() {
        return options.replyRequired()
                ? Optional.empty()
                : Optional.of(ProbeResult.passed("no reply, and no ICMP error"));
    }
}
