// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected client. Its own thread reads; each request runs on a thread of its own, so that the reader sees when the
 * client interrupts it or goes away.
 */
final class Client implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final int CHUNK = 16 * 1024;

    private final String name;
    private final ByteChannel channel;
    private final Session.Factory sessions;
    private final Limits limits;
    private final Watchdog watchdog;
    private Thread running;

    Client(String name, ByteChannel channel, Session.Factory sessions, Limits limits, Watchdog watchdog) {
        this.name = name;
        this.channel = channel;
        this.sessions = sessions;
        this.limits = limits;
        this.watchdog = watchdog;
    }

    @Override
    public void run() {
        try (PrintStream out = stream(Frame.OUTPUT);
                PrintStream err = stream(Frame.ERROR);
                Session session = sessions.open(out, err)) {
            serve(session, out, err);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{}: ended by {}", name, e.toString());
        } finally {
            interrupt();
        }
    }

    private void serve(Session session, PrintStream out, PrintStream err) throws IOException {
        for (boolean first = true; ; first = false) {
            Optional<Frame> frame;
            Patience patience = new Patience(first ? limits.firstRequest() : limits.idle());
            try {
                frame = Frame.read(channel, patience::frameBegun);
            } catch (Frame.BadFrame e) {
                refuse(e.getMessage());
                return;
            } finally {
                patience.end();
            }
            if (frame.isEmpty()) {
                return;
            }
            switch (frame.get().type()) {
                case Frame.CANCEL -> interrupt();
                case Frame.RUN -> {
                    Frame.Request request;
                    try {
                        request = frame.get().request();
                    } catch (Frame.BadFrame e) {
                        refuse(e.getMessage());
                        return;
                    }
                    if (!begin(() -> answer(session, request, out, err))) {
                        refuse("a request is running already");
                        return;
                    }
                }
                default -> {
                    refuse("frame of unknown type " + frame.get().type());
                    return;
                }
            }
        }
    }

    private synchronized boolean begin(Runnable work) {
        if (running != null) {
            return false;
        }
        running = new Thread(work, name + "-work");
        running.setDaemon(true);
        running.start();
        return true;
    }

    private synchronized void interrupt() {
        if (running != null) {
            running.interrupt();
        }
    }

    private void answer(Session session, Frame.Request request, PrintStream out, PrintStream err) {
        int exit = 1;
        try {
            exit = session.run(request);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("{}: {} failed", name, request.words(), e);
            err.println(String.join(" ", request.words()) + " failed: " + e + "; the log has more");
        }
        // an interrupt that came too late would close the channel at the next write
        Thread.interrupted();
        out.flush();
        err.flush();
        synchronized (this) {
            running = null;
        }
        try {
            write(Frame.exit(exit));
        } catch (IOException e) {
            LOG.debug("{}: gone before the end of {}: {}", name, request.words(), e.toString());
        }
    }

    private void refuse(String why) throws IOException {
        LOG.debug("{}: refused: {}", name, why);
        write(new Frame(Frame.ERROR, (why + "\n").getBytes(StandardCharsets.UTF_8)));
        write(Frame.exit(2));
    }

    private synchronized void write(Frame frame) throws IOException {
        Runnable written = watchdog.closeAfter(limits.write(), channel);
        try {
            ByteBuffer bytes = frame.encode();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } finally {
            written.run();
        }
    }

    private PrintStream stream(byte type) {
        OutputStream frames = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int at = from; at < from + length; at += CHUNK) {
                    int end = Math.min(from + length, at + CHUNK);
                    Client.this.write(new Frame(type, Arrays.copyOfRange(bytes, at, end)));
                }
            }
        };
        return new PrintStream(new BufferedOutputStream(frames, CHUNK), false, StandardCharsets.UTF_8);
    }

    /** How long the reader waits: long for a frame to begin, shortly for its rest. Reader's thread only. */
    private final class Patience {
        private Runnable end;

        Patience(java.time.Duration limit) {
            end = watchdog.closeAfter(limit, channel);
        }

        void frameBegun() {
            end.run();
            end = watchdog.closeAfter(limits.firstRequest(), channel);
        }

        void end() {
            end.run();
        }
    }
}
