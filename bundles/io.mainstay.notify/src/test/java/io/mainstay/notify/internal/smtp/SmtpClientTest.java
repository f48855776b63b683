// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.model.Endpoint;
import io.mainstay.notify.internal.Setup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Against a peer on loopback that follows a script of replies. */
class SmtpClientTest {
    private static final MailMessage MESSAGE =
            new MailMessage("l@x", List.of("a@x"), "s", "one\n.two", MailMessageTest.DATE);

    @Test
    void deliversAMail() throws Exception {
        try (Peer peer = new Peer("220-hi\r\n220 there\r\n", "250 ok\r\n")) {
            List<String> refused = SmtpClient.send(MESSAGE, Setup.mail(peer.endpoint(), Duration.ofSeconds(10)));

            assertThat(refused).isEmpty();
            assertThat(peer.heard())
                    .startsWith(
                            "HELO lb1.example.org",
                            "MAIL FROM:<l@x>",
                            "RCPT TO:<a@x>",
                            "DATA",
                            "Date: Fri, 2 Jan 2026 03:04:05 GMT")
                    .endsWith("", "one", "..two", ".", "QUIT");
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAfterTheTimeout() throws Exception {
        try (Peer peer = new Peer("", "")) {
            assertThatThrownBy(() -> SmtpClient.send(MESSAGE, Setup.mail(peer.endpoint(), Duration.ofMillis(100))))
                    .hasMessage("no answer to BANNER within 100 ms");
        }
    }

    @Test
    void aServerThatClosesIsNamed() throws Exception {
        try (Peer peer = new Peer("220 hi\r\n", null)) {
            assertThatThrownBy(() -> SmtpClient.send(MESSAGE, Setup.mail(peer.endpoint(), Duration.ofSeconds(10))))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLineWithoutEndIsNotReadForEver() throws Exception {
        try (Peer peer = new Peer("2".repeat(10_000), "")) {
            assertThatThrownBy(() -> SmtpClient.send(MESSAGE, Setup.mail(peer.endpoint(), Duration.ofSeconds(10))))
                    .hasMessageContaining("without end");
        }
    }

    /** Greets, then answers every line (of data: the final dot) with the same; null closes after the first line. */
    private static final class Peer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<List<String>> heard = new CompletableFuture<>();

        Peer(String banner, String answer) throws IOException {
            Thread thread = new Thread(() -> serve(banner, answer), "smtp-peer");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(String banner, String answer) {
            List<String> lines = new ArrayList<>();
            try (Socket socket = listener.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write(banner.getBytes(StandardCharsets.US_ASCII));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                boolean data = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                    if (answer == null) {
                        return;
                    }
                    if (data && !line.equals(".")) {
                        continue;
                    }
                    boolean starts = line.equals("DATA");
                    out.write((starts ? "354 go\r\n" : answer).getBytes(StandardCharsets.US_ASCII));
                    data = starts;
                }
            } catch (IOException e) {
                lines.add(e.toString());
            } finally {
                heard.complete(lines);
            }
        }

        Endpoint endpoint() {
            return new Endpoint(listener.getInetAddress(), listener.getLocalPort());
        }

        List<String> heard() throws Exception {
            return heard.get(10, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
