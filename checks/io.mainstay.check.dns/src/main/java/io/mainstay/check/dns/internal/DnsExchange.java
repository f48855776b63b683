// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One question and the judgement of its answer, over UDP or TCP. Datagrams that are no response to it are ignored, as
 * keepalived does; over TCP they cannot be explained, and are failures. Thread-safety: the probe's lane.
 */
final class DnsExchange implements Conversation {
    private static final byte[] NOTHING = {};

    private final DnsOptions options;
    private final Transcript transcript;
    private final boolean tcp;
    private final int id = ThreadLocalRandom.current().nextInt() & 0xffff;
    private byte[] stream = NOTHING;
    private boolean truncated;

    DnsExchange(DnsOptions options, Transcript transcript, boolean tcp) {
        this.options = options;
        this.transcript = transcript;
        this.tcp = tcp;
    }

    /** Whether the answer is to be asked for again over TCP; what the probe has ended with is of no meaning then. */
    boolean truncated() {
        return truncated;
    }

    @Override
    public void opened(Line line) {
        transcript.note("question {}", options.questionText());
        line.send(options.question().message(id, tcp));
    }

    @Override
    public void received(Line line, ByteBuffer bytes) {
        if (!tcp) {
            datagram(line, bytes);
            return;
        }
        int known = stream.length;
        stream = Arrays.copyOf(stream, known + bytes.remaining());
        bytes.get(stream, known, stream.length - known);
        ByteBuffer all = ByteBuffer.wrap(stream);
        if (stream.length >= 2 && stream.length - 2 >= (all.getShort(0) & 0xffff)) {
            ByteBuffer message = all.position(2).limit(2 + (all.getShort(0) & 0xffff));
            if (DnsReader.isResponse(message, id)) {
                line.end(judge(message));
            } else {
                line.end(ProbeResult.failed(FailReason.PROTOCOL, "what came over TCP is no response to the question"));
            }
        }
    }

    private void datagram(Line line, ByteBuffer datagram) {
        if (!DnsReader.isResponse(datagram, id)) {
            transcript.note("ignored {} bytes that are no response to the question", datagram.remaining());
            return;
        }
        if (options.tcpFallback() && DnsReader.header(datagram).truncated()) {
            transcript.note("the answer is truncated; asking again over TCP");
            truncated = true;
            line.end(ProbeResult.passed("truncated"));
            return;
        }
        line.end(judge(datagram));
    }

    private ProbeResult judge(ByteBuffer message) {
        if (!options.rules().lookAtRecords()) {
            DnsAnswer header = DnsReader.header(message);
            transcript.note("{}, {} bytes", DnsAnswer.rcodeName(header.rcode()), message.remaining());
            return options.rules().judge(header, options.question());
        }
        try {
            DnsAnswer answer = DnsReader.read(message);
            transcript.note("{}, {} bytes", DnsAnswer.rcodeName(answer.rcode()), message.remaining());
            for (DnsAnswer.Entry entry : answer.records()) {
                transcript.note("{} {}", DnsType.of(entry.type()).name(), entry.data());
            }
            return options.rules().judge(answer, options.question());
        } catch (DnsReader.Malformed e) {
            return ProbeResult.failed(FailReason.PROTOCOL, "not a DNS message: " + e.getMessage());
        }
    }
}
