// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.ping.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import java.nio.ByteBuffer;

/** One echo request and its reply. Thread-safety: the probe's lane. */
final class PingExchange implements Conversation {
    private final byte[] data;
    private final Transcript transcript;

    PingExchange(byte[] data, Transcript transcript) {
        this.data = data;
        this.transcript = transcript;
    }

    @Override
    public void opened(Line line) {
        line.send(data);
    }

    @Override
    public void received(Line line, ByteBuffer reply) {
        transcript.note("reply with {} bytes", reply.remaining());
        if (reply.equals(ByteBuffer.wrap(data))) {
            line.end(ProbeResult.passed());
        } else {
            line.end(ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "the reply's " + reply.remaining() + " bytes are not the request's " + data.length));
        }
    }
}
