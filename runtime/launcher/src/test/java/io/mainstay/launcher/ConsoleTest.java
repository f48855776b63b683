// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console's client against a daemon that answers from a script. */
@Timeout(30)
class ConsoleTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Console.run(
                List.of(arguments),
                Map.of("XDG_RUNTIME_DIR", folder.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsWhatTheDaemonSendsAndReturnsItsExitCode() throws Exception {
        CompletableFuture<byte[]> request = daemon(frame('O', "up\n"), frame('E', "careful\n"), exit(1));
        assertThat(run("ctl", "--state-dir", folder.toString(), "drain", "10.0.0.1", "--json"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("up\n");
        assertThat(err()).isEqualTo("careful\n");
        assertThat(request.get()).isEqualTo(payload(1, "drain\0" + "10.0.0.1"));
    }

    @Test
    void aLineOfTheShellIsSentWhole() throws Exception {
        CompletableFuture<byte[]> request = daemon(exit(0));
        assertThat(run("shell", "--socket=" + folder.resolve("mainstay.sock"), "checks", "|", "grep", "DOWN"))
                .isZero();
        assertThat(request.get()).isEqualTo(payload(2, "checks | grep DOWN"));
    }

    @Test
    void aDaemonThatIsNotThereIsExitCode3WithTheSocketTried() {
        assertThat(run("ctl", "--state-dir", folder.toString(), "status")).isEqualTo(3);
        assertThat(err())
                .startsWith("mainstay: cannot reach the daemon at " + folder.resolve("mainstay.sock")
                        + ": there is no such socket; is it running?");
    }

    @Test
    void aSocketLeftBehindIsExitCode3Too() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("mainstay.sock")));
        }
        assertThat(run("ctl", "--state-dir", folder.toString(), "status")).isEqualTo(3);
        assertThat(err()).contains("it does not run any more");
    }

    @Test
    void aDaemonThatDiesInMidAnswerIsExitCode3() throws Exception {
        daemon(frame('O', "half"));
        assertThat(run("ctl", "--state-dir", folder.toString(), "status")).isEqualTo(3);
        assertThat(err()).contains("has closed the connection");
    }

    @Test
    void aPathThatIsTooLongIsNamed() {
        assertThat(run("ctl", "--state-dir", "/tmp/" + "x".repeat(100), "status"))
                .isEqualTo(3);
        assertThat(err()).contains("has 119 bytes, the system's limit is 107");
    }

    @Test
    void wrongUsageIsExitCode2WithHelp() {
        assertThat(run("ctl")).isEqualTo(2);
        assertThat(run("ctl", "status", "--socket")).isEqualTo(2);
        assertThat(run("cti", "status")).isEqualTo(2);
        assertThat(err()).contains("ctl needs a command", "--socket needs a path", "expected ctl or shell", "usage:");
        assertThat(run("shell", "--help")).isZero();
    }

    /** Takes one connection and one request; completes with the request's payload. */
    private CompletableFuture<byte[]> daemon(ByteBuffer... answers) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(folder.resolve("mainstay.sock")));
        return CompletableFuture.supplyAsync(() -> {
            try (listener;
                    SocketChannel client = listener.accept()) {
                ByteBuffer header = fill(client, 5);
                header.get();
                byte[] payload = fill(client, header.getInt()).array();
                for (ByteBuffer answer : answers) {
                    client.write(answer);
                }
                return payload;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static ByteBuffer fill(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until it is full
        }
        return bytes.flip();
    }

    private static byte[] payload(int flags, String words) {
        byte[] text = words.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + text.length)
                .put(new byte[] {1, (byte) flags, 0, 0})
                .put(text)
                .array();
    }

    private static ByteBuffer frame(char type, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + payload.length)
                .put((byte) type)
                .putInt(payload.length)
                .put(payload)
                .flip();
    }

    private static ByteBuffer exit(int code) {
        return ByteBuffer.allocate(9).put((byte) 'X').putInt(4).putInt(code).flip();
    }
}
