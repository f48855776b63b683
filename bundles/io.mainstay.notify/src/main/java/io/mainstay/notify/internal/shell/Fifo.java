// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.model.Script;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.ScriptRunner.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One notify FIFO. It is opened for reading and writing, so that opening never waits for a reader and a reader may come and
 * go. A full pipe blocks this class's thread only: up to {@value #CAPACITY} events wait, further ones are dropped, counted
 * and logged.
 *
 * <p>Thread-safety: any thread.
 */
final class Fifo {
    static final int CAPACITY = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Fifo.class);
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO_TYPE = 0010000;
    private static final byte[] END = {};

    private final NotifyFifo settings;
    private final Path path;
    private final ScriptRunner runner;
    private final Runnable opened;
    private final CompletableFuture<Void> before;
    private final BlockingQueue<byte[]> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile String problem = "";
    private boolean created;

    /**
     * @param before nothing happens at the path until this has completed: a predecessor of the same path removes it
     * @param opened told once the pipe can be read
     */
    Fifo(NotifyFifo settings, ScriptRunner runner, CompletableFuture<Void> before, Runnable opened) {
        this(settings, runner, before, opened, CAPACITY);
    }

    Fifo(NotifyFifo settings, ScriptRunner runner, CompletableFuture<Void> before, Runnable opened, int capacity) {
        this.before = before;
        this.settings = settings;
        this.runner = runner;
        this.opened = opened;
        path = Path.of(settings.path());
        queue = new ArrayBlockingQueue<>(capacity);
        thread = new Thread(this::run, "mainstay-fifo-" + path.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues an event; never waits. */
    void write(byte[] event) {
        if (problem.isEmpty() && !queue.offer(event)) {
            long lost = dropped.incrementAndGet();
            if (Long.bitCount(lost) == 1) {
                LOG.warn("FIFO {}: {} events lost so far: nobody reads it, or not fast enough", path, lost);
            }
        }
    }

    /** What keeps it from working; empty when it works. */
    String problem() {
        return problem;
    }

    long dropped() {
        return dropped.get();
    }

    /** Writes what waits, for at most that long, then closes; a pipe that was created here is removed. */
    CompletableFuture<Void> close(Duration limit) {
        if (!queue.offer(END)) {
            thread.interrupt(); // full and blocked: there is no hope for the rest
        }
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(thread::interrupt);
        return ended;
    }

    private void run() {
        try {
            prepare();
            try (FileChannel pipe = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                opened.run();
                for (byte[] event = queue.take(); event != END; event = queue.take()) {
                    write(pipe, event);
                }
            }
        } catch (InterruptedException | java.nio.channels.ClosedByInterruptException e) {
            int lost = queue.size();
            if (lost > 0) {
                LOG.warn("FIFO {}: {} events were not read any more", path, lost);
            }
        } catch (IOException e) {
            problem = e instanceof NoSuchFileException ? "its folder does not exist; create it" : text(e);
            LOG.warn("FIFO {} cannot be used: {}; events are not written to it", path, problem);
        } finally {
            queue.clear();
            if (created) {
                path.toFile().delete();
            }
            ended.complete(null);
        }
    }

    private static void write(FileChannel pipe, byte[] event) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(event);
        while (bytes.hasRemaining()) {
            pipe.write(bytes);
        }
    }

    private void prepare() throws IOException, InterruptedException {
        try {
            before.get();
        } catch (ExecutionException e) {
            LOG.debug("FIFO {}: its predecessor ended with a failure", path, e);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            make();
            created = true;
            give();
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != FIFO_TYPE) {
            throw new IOException("there is something else than a FIFO at this path; remove it or choose another path");
        }
    }

    /** The JDK has no call for it. */
    private void make() throws IOException, InterruptedException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IOException("its folder " + folder + " does not exist; create it");
        }
        Script mkfifo = new Script(
                List.of("mkfifo", "-m", "0644", "--", path.toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(10)));
        try {
            Outcome outcome = runner.run(mkfifo).toCompletableFuture().get();
            if (!outcome.started()) {
                throw new IOException("mkfifo did not run: " + outcome.problem());
            }
            if (outcome.exitStatus() != 0) {
                throw new IOException("mkfifo ended with status " + outcome.exitStatus()
                        + "; the daemon needs to be allowed to write to " + folder);
            }
        } catch (ExecutionException e) {
            throw new IOException("mkfifo did not run: " + e.getMessage(), e);
        }
    }

    private void give() throws IOException {
        if (settings.user().isEmpty() && settings.group().isEmpty()) {
            return;
        }
        PosixFileAttributeView file =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        var names = path.getFileSystem().getUserPrincipalLookupService();
        try {
            if (settings.user().isPresent()) {
                file.setOwner(names.lookupPrincipalByName(settings.user().get()));
            }
            if (settings.group().isPresent()) {
                file.setGroup(names.lookupPrincipalByGroupName(settings.group().get()));
            }
        } catch (IOException e) {
            throw new IOException(
                    "it cannot be given to " + settings.user().orElse("") + ":"
                            + settings.group().orElse("") + ": " + text(e)
                            + "; correct the user, or run the daemon as root",
                    e);
        }
    }

    private static String text(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
