// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sends and waits, step by step. What comes is searched from behind the last match on; so much is kept and no more.
 * Thread-safety: the probe's lane.
 */
final class TcpDialogue implements Conversation {
    /** The most that may come before what is expected. */
    static final int LIMIT = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final int SHOWN = 60;

    private final List<DialogueStep> steps;
    private final Transcript transcript;
    private int next;
    private byte[] unread = NOTHING;
    private boolean over;

    TcpDialogue(List<DialogueStep> steps, Transcript transcript) {
        this.steps = steps;
        this.transcript = transcript;
    }

    @Override
    public boolean awaitsGreeting() {
        return !steps.get(0).sends();
    }

    @Override
    public void opened(Line line) {
        goOn(line);
    }

    @Override
    public void received(Line line, ByteBuffer bytes) {
        if (over) {
            return;
        }
        int known = unread.length;
        unread = Arrays.copyOf(unread, known + bytes.remaining());
        bytes.get(unread, known, unread.length - known);
        goOn(line);
        if (!over && unread.length > LIMIT) {
            end(line, unexpected("more than " + LIMIT / 1024 + " KiB without"));
        }
    }

    @Override
    public void closed(Line line) {
        if (!over && unread.length > 0) {
            end(line, unexpected("the peer closed the connection after " + shown() + ", without"));
        }
    }

    @Override
    public Optional<ProbeResult> silent() {
        return unread.length == 0
                ? Optional.empty()
                : Optional.of(ProbeResult.failed(FailReason.TIMEOUT, waitedFor("only " + shown() + " in time, not")));
    }

    private void goOn(Line line) {
        for (; next < steps.size(); next++) {
            DialogueStep step = steps.get(next);
            if (step.sends()) {
                transcript.note("> {}", step.text());
                line.send(step.bytes());
                continue;
            }
            int at = find(unread, step.bytes());
            if (at < 0) {
                return;
            }
            transcript.note("< {}", step.text());
            unread = Arrays.copyOfRange(unread, at + step.bytes().length, unread.length);
        }
        if (!over) {
            end(line, ProbeResult.passed());
        }
    }

    private void end(Line line, ProbeResult result) {
        over = true;
        line.end(result);
    }

    private ProbeResult unexpected(String what) {
        return ProbeResult.failed(FailReason.UNEXPECTED_CONTENT, waitedFor(what));
    }

    private String waitedFor(String what) {
        return what + " '" + steps.get(next).text() + "', which 'expect' waits for";
    }

    private String shown() {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < Math.min(SHOWN, unread.length); i++) {
            text.append(unread[i] >= ' ' && unread[i] < 0x7f ? (char) unread[i] : '.');
        }
        return text.append(unread.length > SHOWN ? "…'" : "'").toString();
    }

    /** The first place of {@code wanted} in {@code bytes}; -1 when there is none. */
    static int find(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
