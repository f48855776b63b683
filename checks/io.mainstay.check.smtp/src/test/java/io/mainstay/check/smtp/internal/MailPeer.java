// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.testkit.check.PeerScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers commands by their first words as told, and writes down what it hears. */
final class MailPeer implements PeerScript {
    private static final Map<String, String> USUAL = Map.of(
            "", "220 peer ready\r\n",
            "HELO", "250 hello\r\n",
            "EHLO", "250-hello\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN CRAM-MD5\r\n",
            "QUIT", "221 bye\r\n",
            "AUTH", "235 welcome\r\n",
            "STARTTLS", "220 go ahead\r\n");

    private final Map<String, String> answers;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    MailPeer() {
        this(Map.of());
    }

    /** @param answers by the command's beginning; the banner's key is empty, and an empty answer closes the connection */
    MailPeer(Map<String, String> answers) {
        this.answers = answers;
    }

    List<String> heard() {
        return heard;
    }

    @Override
    public void serve(Socket socket) throws IOException {
        Socket plain = socket;
        BufferedReader in = reader(socket);
        if (!say(socket, answer(""))) {
            return;
        }
        for (String command = in.readLine(); command != null; command = in.readLine()) {
            heard.add(command);
            if (!say(socket, answer(command))) {
                return;
            }
            if (command.equals("QUIT")) {
                return;
            }
            if (command.equals("STARTTLS") && answer(command).startsWith("220")) {
                socket = TlsPeer.server(plain);
                in = reader(socket);
            }
        }
    }

    private String answer(String command) {
        String best = null;
        for (Map<String, String> all : List.of(answers, USUAL)) {
            for (String key : all.keySet()) {
                boolean fits = key.isEmpty() ? command.isEmpty() : command.startsWith(key);
                if (fits && (best == null || key.length() > best.length())) {
                    best = key;
                }
            }
            if (best != null) {
                return all.get(best);
            }
        }
        return "500 what?\r\n";
    }

    private static boolean say(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return !answer.isEmpty();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
