// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket and its protocol, with a session that echoes. */
@Timeout(30)
class ConsoleServerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path socket;

    @BeforeEach
    void place() {
        socket = folder.resolve("run").resolve("m.sock");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void socketIsForTheOwnerOnly() throws IOException {
        server(Limits.USUAL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
        assertThat(socket.getParent()).isDirectoryContaining("glob:**m.sock");
    }

    @Test
    void requestIsAnsweredWithOutputThenErrorsThenExitCode() throws IOException {
        server(Limits.USUAL);
        Peer peer = connect();
        peer.send("echo", "ä b", "");
        assertThat(peer.receive()).isEqualTo("O:[echo, ä b, ] json=false line=false width=80\n E:problem X:7");
        peer.send("echo");
        assertThat(peer.receive()).endsWith("X:7");
    }

    @Test
    void longOutputComesInSeveralFrames() throws IOException {
        server(Limits.USUAL);
        Peer peer = connect();
        peer.send("flood");
        String all = peer.receive();
        assertThat(all.split(" O:|^O:")).hasSizeGreaterThan(3);
        assertThat(all.chars().filter(c -> c == 'x').count()).isEqualTo(100_000);
    }

    @Test
    void manyClientsAreServedAtTheSameTime() throws IOException {
        server(Limits.USUAL);
        Peer hangs = connect();
        hangs.send("hang");
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            peers.add(connect());
        }
        for (Peer peer : peers) {
            peer.send("echo");
        }
        for (Peer peer : peers) {
            assertThat(peer.receive()).endsWith("X:7");
        }
    }

    @Test
    void oneClientTooManyIsToldSo() throws IOException {
        server(new Limits(1, LONG, LONG, LONG));
        Peer first = connect();
        first.send("echo");
        first.receive();
        assertThat(connect().receive()).isEqualTo("E:more than 1 clients; close one\n X:1");
    }

    @Test
    void aClientThatGoesAwayInterruptsItsCommand() throws Exception {
        server(Limits.USUAL);
        Peer peer = connect();
        peer.send("hang");
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        peer.close();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientCanInterruptItsCommandAndGoOn() throws Exception {
        server(Limits.USUAL);
        Peer peer = connect();
        peer.send("hang");
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        peer.write(new Frame(Frame.CANCEL, new byte[0]).encode());
        assertThat(peer.receive()).isEqualTo("X:130");
        peer.send("echo");
        assertThat(peer.receive()).endsWith("X:7");
    }

    @Test
    void aCommandThatThrowsIsContained() throws IOException {
        server(Limits.USUAL);
        Peer peer = connect();
        peer.send("throw");
        assertThat(peer.receive())
                .isEqualTo("E:throw failed: java.lang.IllegalStateException: oops; the log has more\n X:1");
        peer.send("echo");
        assertThat(peer.receive()).endsWith("X:7");
    }

    @Test
    void aSecondRequestBeforeTheFirstsEndIsRefused() throws Exception {
        server(Limits.USUAL);
        Peer peer = connect();
        peer.send("hang");
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        peer.send("echo");
        assertThat(peer.receive()).isEqualTo("E:a request is running already\n X:2");
    }

    @Test
    void framesThatMakeNoSenseAreRefused() throws IOException {
        server(Limits.USUAL);
        Peer huge = connect();
        huge.write(ByteBuffer.allocate(5).put(Frame.RUN).putInt(1 << 30).flip());
        assertThat(huge.receive()).isEqualTo("E:frame of 1073741824 bytes, the limit is 65536\n X:2");
        Peer unknown = connect();
        unknown.write(new Frame((byte) 'Z', new byte[0]).encode());
        assertThat(unknown.receive()).isEqualTo("E:frame of unknown type 90\n X:2");
        Peer early = connect();
        early.write(new Frame(Frame.RUN, new byte[3]).encode());
        assertThat(early.receive()).isEqualTo("E:request of 3 bytes, expected at least 4\n X:2");
        Peer newer = connect();
        newer.write(new Frame(Frame.RUN, new byte[] {9, 0, 0, 0}).encode());
        assertThat(newer.receive()).startsWith("E:protocol version 9, expected 1");
    }

    @Test
    void everyTruncatedRequestIsOnlyAClosedConnection() throws IOException {
        server(Limits.USUAL);
        byte[] whole = Peer.request("echo").array();
        for (int length = 0; length < whole.length; length++) {
            Peer peer = connect();
            peer.write(ByteBuffer.wrap(whole, 0, length));
            peer.close();
        }
        Peer peer = connect();
        peer.send("echo");
        assertThat(peer.receive()).endsWith("X:7");
    }

    @Test
    void aClientThatSaysNothingIsClosed() throws IOException {
        server(new Limits(8, Duration.ofMillis(50), LONG, LONG));
        Peer peer = connect();
        assertThatThrownBy(peer::receive).isInstanceOf(EOFException.class);
    }

    @Test
    void aClientThatStopsWithinAFrameIsClosed() throws IOException {
        server(new Limits(8, Duration.ofMillis(50), LONG, LONG));
        Peer peer = connect();
        peer.write(ByteBuffer.wrap(new byte[] {'R', 0, 0}));
        assertThatThrownBy(peer::receive).isInstanceOf(EOFException.class);
    }

    @Test
    void aClientThatDoesNotReadIsClosed() throws Exception {
        server(new Limits(8, LONG, LONG, Duration.ofMillis(50)));
        Peer peer = connect();
        peer.send("endless");
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSocketLeftBehindIsReplaced() throws IOException {
        Files.createDirectories(socket.getParent());
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        server(Limits.USUAL);
        Peer peer = connect();
        peer.send("echo");
        assertThat(peer.receive()).endsWith("X:7");
    }

    @Test
    void aSocketInUseIsLeftAlone() throws IOException {
        server(Limits.USUAL);
        assertThatThrownBy(() -> server(Limits.USUAL))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("another process listens on " + socket);
        Peer peer = connect();
        peer.send("echo");
        assertThat(peer.receive()).endsWith("X:7");
    }

    @Test
    void anotherFileIsNeverReplaced() throws IOException {
        Files.createDirectories(socket.getParent());
        Files.writeString(socket, "precious");
        assertThatThrownBy(() -> server(Limits.USUAL)).hasMessageContaining("is not a socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void aPathThatIsTooLongIsNamed() {
        socket = folder.resolve("d".repeat(100)).resolve("m.sock");
        assertThatThrownBy(() -> server(Limits.USUAL))
                .hasMessageContaining("the system's limit is 107")
                .hasMessageContaining(socket.toString());
    }

    @Test
    void closingRemovesTheSocketButNotASuccessors() throws IOException {
        ConsoleServer first = server(Limits.USUAL);
        first.close();
        assertThat(socket).doesNotExist();

        ConsoleServer second = server(Limits.USUAL);
        Files.delete(socket);
        server(Limits.USUAL);
        second.close();
        assertThat(socket).exists();
    }

    private ConsoleServer server(Limits limits) throws IOException {
        ConsoleServer server = ConsoleServer.open(socket, EchoSession::new, limits);
        open.add(server);
        return server;
    }

    private Peer connect() throws IOException {
        Peer peer = new Peer(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        open.add(peer);
        return peer;
    }

    /** The client's side of the protocol. */
    private record Peer(SocketChannel channel) implements AutoCloseable {
        static ByteBuffer request(String... words) {
            byte[] text = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
            byte[] payload = ByteBuffer.allocate(4 + text.length)
                    .put(new byte[] {1, 0, 0, 80})
                    .put(text)
                    .array();
            return new Frame(Frame.RUN, payload).encode();
        }

        void send(String... words) throws IOException {
            write(request(words));
        }

        void write(ByteBuffer bytes) throws IOException {
            channel.write(bytes);
        }

        String receive() throws IOException {
            StringBuilder all = new StringBuilder();
            while (true) {
                ByteBuffer header = fill(5);
                char type = (char) header.get();
                ByteBuffer payload = fill(header.getInt());
                all.append(all.isEmpty() ? "" : " ").append(type).append(':');
                if (type == 'X') {
                    return all.append(payload.getInt()).toString();
                }
                all.append(StandardCharsets.UTF_8.decode(payload));
            }
        }

        private ByteBuffer fill(int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException();
                }
            }
            return bytes.flip();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private final class EchoSession implements Session {
        private final PrintStream out;
        private final PrintStream err;

        EchoSession(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public int run(Frame.Request request) {
            switch (request.words().get(0)) {
                case "hang" -> {
                    hanging.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        return 130;
                    }
                }
                case "throw" -> throw new IllegalStateException("oops");
                case "flood" -> out.print("x".repeat(100_000));
                case "endless" -> {
                    while (!out.checkError()) {
                        out.print("x".repeat(100_000));
                    }
                }
                default -> {
                    out.println(request.words() + " json=" + request.json() + " line=" + request.line() + " width="
                            + request.width());
                    err.print("problem");
                }
            }
            return 7;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
