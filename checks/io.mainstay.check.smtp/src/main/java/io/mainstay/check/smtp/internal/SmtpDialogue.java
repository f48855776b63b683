// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One dialogue with one server.
 *
 * <pre>
 *   BANNER 220 → GREETING 250 ─────────────────────────────────────► FAREWELL any reply, or the end of the connection
 *                   │ ▲    └─ AUTH 334 … 235 ──────────────────────►
 *                   ▼ │ once, when TLS is wanted
 *                STARTTLS 220, handshake
 * </pre>
 *
 * <p>Thread-safety: the probe's lane.
 */
final class SmtpDialogue implements Conversation {
    private enum State {
        BANNER,
        GREETING,
        STARTTLS,
        AUTH,
        FAREWELL
    }

    private final SmtpOptions options;
    private final Transcript transcript;
    private final SmtpReplies replies = new SmtpReplies();
    private State state = State.BANNER;
    private boolean encrypted;
    private boolean over;
    private Login.Mechanism mechanism;
    private int round;
    private String banner = "";

    SmtpDialogue(SmtpOptions options, Transcript transcript) {
        this.options = options;
        this.transcript = transcript;
    }

    @Override
    public boolean awaitsGreeting() {
        return true;
    }

    @Override
    public void opened(Line line) {
        encrypted = options.encryption() == SmtpOptions.Encryption.AT_ONCE;
    }

    @Override
    public void secured(Line line) {
        encrypted = true;
        state = State.GREETING;
        say(line, options.helo());
    }

    @Override
    public void received(Line line, ByteBuffer bytes) {
        while (!over) {
            SmtpReply reply = replies.next(bytes);
            if (reply == null) {
                if (!replies.problem().isEmpty()) {
                    end(line, ProbeResult.failed(FailReason.PROTOCOL, replies.problem()));
                }
                return;
            }
            note(reply);
            if (state == State.STARTTLS && reply.code() == 220 && bytes.hasRemaining()) {
                end(
                        line,
                        ProbeResult.failed(
                                FailReason.PROTOCOL, "the server speaks between STARTTLS and the handshake"));
                return;
            }
            reply(line, reply);
        }
    }

    /** Most replies have one line, which the transcript takes as it is. */
    private void note(SmtpReply reply) {
        if (reply.lines().size() == 1) {
            transcript.note("< {} {}", reply.code(), reply.lines().get(0));
        } else {
            transcript.note("< {}", reply.shown());
        }
    }

    @Override
    public void closed(Line line) {
        if (state == State.FAREWELL) {
            end(line, ProbeResult.passed(banner));
        }
    }

    private void reply(Line line, SmtpReply reply) {
        switch (state) {
            case BANNER -> {
                if (accepted(line, reply, 220, "as its banner")) {
                    banner = reply.shown();
                    state = State.GREETING;
                    say(line, options.helo());
                }
            }
            case GREETING -> {
                if (accepted(line, reply, 250, "to " + options.helo().substring(0, 4))) {
                    greeted(line, reply.lines());
                }
            }
            case STARTTLS -> {
                if (accepted(line, reply, 220, "to STARTTLS")) {
                    line.startTls();
                }
            }
            case AUTH -> authenticate(line, reply);
            case FAREWELL -> end(line, ProbeResult.passed(banner));
        }
    }

    private void greeted(Line line, List<String> offers) {
        if (options.encryption() == SmtpOptions.Encryption.ON_REQUEST && !encrypted) {
            if (offers.stream().skip(1).noneMatch(offer -> offer.trim().equalsIgnoreCase("STARTTLS"))) {
                end(line, ProbeResult.failed(FailReason.UNEXPECTED_CONTENT, "the server does not offer STARTTLS"));
                return;
            }
            state = State.STARTTLS;
            say(line, "STARTTLS");
        } else if (options.login().isPresent() && mechanism == null) {
            Login login = options.login().get();
            Optional<Login.Mechanism> chosen = login.choose(Login.offered(offers), encrypted);
            if (chosen.isEmpty()) {
                end(
                        line,
                        ProbeResult.failed(
                                FailReason.UNEXPECTED_CONTENT,
                                "the server does not offer "
                                        + login.mechanism()
                                                .map(m -> "AUTH " + m.word)
                                                .orElse("AUTH with PLAIN, LOGIN or CRAM-MD5")
                                        + (encrypted ? "" : " without TLS")));
                return;
            }
            mechanism = chosen.get();
            state = State.AUTH;
            transcript.note("> AUTH {}", mechanism.word);
            line.send(bytes(login.command(mechanism)));
        } else {
            quit(line);
        }
    }

    private void authenticate(Line line, SmtpReply reply) {
        Login login = options.login().orElseThrow();
        if (reply.code() == 334) {
            Optional<String> answer = login.answer(mechanism, reply.lines().get(0), round++);
            if (answer.isEmpty()) {
                end(
                        line,
                        ProbeResult.failed(
                                FailReason.PROTOCOL, "a challenge that AUTH " + mechanism.word + " does not have"));
                return;
            }
            transcript.note("> (an answer of AUTH {})", mechanism.word);
            line.send(bytes(answer.get()));
        } else if (accepted(line, reply, 235, "to AUTH " + mechanism.word + " as " + login.user())) {
            quit(line);
        }
    }

    private void quit(Line line) {
        state = State.FAREWELL;
        say(line, "QUIT");
    }

    private boolean accepted(Line line, SmtpReply reply, int expected, String to) {
        if (reply.code() == expected) {
            return true;
        }
        end(
                line,
                ProbeResult.failed(FailReason.UNEXPECTED_STATUS, reply.shown() + " " + to + ", expected " + expected));
        return false;
    }

    private void say(Line line, String command) {
        transcript.note("> {}", command);
        line.send(bytes(command));
    }

    private static byte[] bytes(String command) {
        return (command + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private void end(Line line, ProbeResult result) {
        over = true;
        line.end(result);
    }
}
