// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

import io.mainstay.api.model.MailSettings;
import io.mainstay.platform.NanoClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Sends one mail over one connection. Blocks its caller. Thread-safety: any thread; no state. */
public final class SmtpClient {
    private static final int MAX_LINE = 4096;
    private static final int MAX_LINES = 100;

    private SmtpClient() {}

    /**
     * Delivers a mail to the configured server.
     *
     * @return recipients that the server did not take, each with its reply; others have it
     * @throws IOException nobody has it; the message says what the server said or how far it went
     */
    public static List<String> send(MailMessage message, MailSettings settings) throws IOException {
        try (Socket socket = new Socket()) {
            String phase = "connect";
            try {
                socket.connect(settings.server().toSocketAddress(), millis(settings.connectTimeout()));
                SmtpDialogue dialogue = SmtpDialogue.of(message, settings.heloName());
                while (dialogue.phase() != SmtpDialogue.Phase.DONE) {
                    phase = dialogue.phase().name();
                    SmtpReply reply = reply(socket, settings.connectTimeout());
                    SmtpDialogue.Step step = dialogue.on(reply);
                    socket.getOutputStream().write(step.send().getBytes(StandardCharsets.UTF_8));
                    if (step.problem().isPresent()) {
                        throw new IOException(step.problem().get());
                    }
                    dialogue = step.dialogue();
                    if (dialogue.phase() == SmtpDialogue.Phase.QUIT) {
                        break; // the mail is theirs; how they say good-bye does not matter
                    }
                }
                return dialogue.refused();
            } catch (SocketTimeoutException e) {
                throw new IOException(
                        "no answer to " + phase + " within "
                                + settings.connectTimeout().toMillis() + " ms",
                        e);
            }
        }
    }

    /** The last line of a whole reply; all of it within the time limit. */
    private static SmtpReply reply(Socket socket, Duration limit) throws IOException {
        long start = NanoClock.SYSTEM.nanoTime();
        for (int i = 0; i < MAX_LINES; i++) {
            SmtpReply reply = SmtpReply.of(line(socket, start, limit));
            if (reply.last()) {
                return reply;
            }
        }
        throw new IOException("the server's reply has no end");
    }

    private static String line(Socket socket, long start, Duration limit) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (line.size() < MAX_LINE) {
            Duration left = limit.minusNanos(NanoClock.SYSTEM.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                throw new SocketTimeoutException("drips");
            }
            socket.setSoTimeout(millis(left));
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
        }
        throw new IOException("the server sent a line without end");
    }

    private static int millis(Duration time) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, time.toMillis()));
    }
}
