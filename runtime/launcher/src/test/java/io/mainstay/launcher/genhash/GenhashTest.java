// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher.genhash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that says what the test wants, and nothing else. */
class GenhashTest {
    private static final String HELLO = "b1946ac92492d2347c6235b4d2611184"; // of "hello\n"

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ServerSocket server;
    private volatile String request = "";

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void answer(String text) {
        Thread thread = new Thread(() -> {
            try (Socket client = server.accept()) {
                request = head(client.getInputStream());
                OutputStream to = client.getOutputStream();
                to.write(text.getBytes(StandardCharsets.ISO_8859_1));
                to.flush();
            } catch (IOException e) {
                // the test says what is missing
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(
                "-s", "127.0.0.1", "-p", String.valueOf(server.getLocalPort()), "-u", "/index.html", "-t", "20"));
        all.addAll(List.of(words));
        return Genhash.run(all, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsTheDigestOfTheBody() {
        answer("HTTP/1.0 200 OK\r\n\r\nhello\n");
        assertThat(run()).isZero();
        assertThat(printed()).isEqualTo(HELLO);
        assertThat(request)
                .isEqualTo("GET /index.html HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: 127.0.0.1:"
                        + server.getLocalPort() + "\r\n\r\n");
    }

    @Test
    void asksAsItIsTold() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\nand more");
        assertThat(run("-V", "www.example.org", "--protocol=1.1", "-v")).isZero();
        assertThat(printed()).startsWith("HTTP/1.1 200 OK").endsWith(HELLO);
        assertThat(request)
                .isEqualTo("GET /index.html HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\n"
                        + "Host: www.example.org\r\n\r\n");
    }

    @Test
    void chunksAreTakenOutOfTheirFraming() {
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nhell\r\n2\r\no\n\r\n0\r\n\r\n");
        assertThat(run("-P1.1")).isZero();
        assertThat(printed()).isEqualTo(HELLO);
    }

    @Test
    void anyStatusHasADigest() {
        answer("HTTP/1.0 503 Sorry\r\n\r\nhello\n");
        assertThat(run()).isZero();
        assertThat(printed()).isEqualTo(HELLO);
    }

    @Test
    void whatGoesWrongIsSaidAndIsNoDigest() throws IOException {
        answer("SSH-2.0-OpenSSH\r\n\r\n");
        assertThat(run()).isEqualTo(1);
        assertThat(said()).contains("the answer is not HTTP; it begins with 'SSH-2.0-OpenSSH'");
        answer("");
        assertThat(run()).isEqualTo(1);
        assertThat(said()).contains("closed without an answer");
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
        assertThat(run()).isEqualTo(1);
        assertThat(said()).contains("which is no length");
        server.close();
        assertThat(run()).isEqualTo(1);
        assertThat(said()).contains("the connection failed");
        assertThat(printed()).isEmpty();
    }

    @Test
    void wrongWordsAreRefusedAllAtOnce() {
        assertThat(Genhash.run(
                        List.of("-p", "0", "--nonsense", "-V", "a b", "-P", "2", "-I", "word", "-m", "7"),
                        new PrintStream(out, true),
                        new PrintStream(err, true)))
                .isEqualTo(1);
        assertThat(said())
                .contains(
                        "there is no option --nonsense",
                        "'word' is not an option",
                        "missing: -s ADDRESS, -u PATH",
                        "-p: '0' is not a number from 1 to 65535",
                        "-V: 'a b' is not a host name",
                        "-P: '2' is not one of 1.0, 1.0c, 1.1",
                        "-m: packets cannot be marked yet",
                        "'mainstay genhash -h' lists all options");
    }

    @Test
    void theHelpListsAllOptions() {
        assertThat(Genhash.run(List.of("--help"), new PrintStream(out, true), new PrintStream(err, true)))
                .isZero();
        for (GenhashLine.Option option : GenhashLine.Option.values()) {
            assertThat(said()).contains("-" + option.letter + ", --" + option.word);
        }
    }
}
