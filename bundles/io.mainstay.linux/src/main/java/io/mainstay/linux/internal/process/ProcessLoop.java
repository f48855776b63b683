// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that starts processes, reads what they write, waits for their ends and ends those that take too long. It sleeps
 * in {@code epoll_wait}: for their pidfds, their pipes, the next deadline, and an eventfd when there is something to do.
 *
 * <p>Thread-safety: {@link #execute} from any thread, the rest is the loop's.
 */
final class ProcessLoop implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessLoop.class);
    private static final long PIDFD_OPEN = 434;
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final int NO_HANG = 1;
    private static final int EPOLLIN = 1;
    private static final int ADD = 1;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NON_BLOCKING = 0x800;
    private static final int MOST_EVENTS = 64;
    private static final int MOST_READS = 16;
    private static final long KILL_AFTER = 2_000_000_000L;
    private static final long KILL_AGAIN = 10_000_000_000L;
    /** Packed on x86-64 only. */
    private static final int EVENT_SIZE = System.getProperty("os.arch").equals("amd64") ? 12 : 16;

    private static final int EVENT_DATA = EVENT_SIZE - 8;

    private final ProcessCalls calls;
    private final Spawner spawner;
    private final int epoll;
    private final int wake;
    private final NativeMemory events = new NativeMemory(MOST_EVENTS * 16);
    private final NativeMemory scratch = new NativeMemory(16);
    private final NativeMemory buffer = new NativeMemory(4096);
    private final Map<Integer, SpawnedRun> byDescriptor = new HashMap<>();
    private final TreeSet<SpawnedRun> deadlines = new TreeSet<>(ProcessLoop::earlierFirst);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private final Thread thread;

    /** @throws IOException this system lacks something; the message says what */
    ProcessLoop(ProcessCalls calls, Map<String, String> environment) throws IOException {
        this.calls = calls;
        spawner = new Spawner(calls, environment);
        spawner.tryOut();
        int self = (int) calls.syscall(PIDFD_OPEN, ProcessHandle.current().pid(), 0);
        if (self < 0) {
            throw new IOException("the kernel has no pidfd_open (Linux 5.3): error " + Libc.errno());
        }
        Libc.C.close(self);
        epoll = Libc.C.epoll_create1(CLOSE_ON_EXEC);
        wake = Libc.C.eventfd(0, CLOSE_ON_EXEC | NON_BLOCKING);
        if (epoll < 0 || wake < 0 || !watch(wake)) {
            throw new IOException("no epoll or eventfd: error " + Libc.errno());
        }
        thread = new Thread(this::run, "mainstay-scripts");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        if (stopping) {
            throw new RejectedExecutionException("the daemon stops");
        }
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            signal();
        }
    }

    /** Ends the loop once nothing runs any more; processes that do are not ended. */
    void close() {
        stopping = true;
        signal();
    }

    private void signal() {
        // Memory of its own for each call would be garbage; eventfd takes any eight bytes that are not all ones.
        Libc.C.write(wake, ONE.address(), 8);
    }

    private static final NativeMemory ONE = one();

    private static NativeMemory one() {
        NativeMemory memory = new NativeMemory(8);
        memory.bytes().putLong(0, 1);
        return memory;
    }

    private void run() {
        while (!stopping || !byDescriptor.isEmpty() || !tasks.isEmpty()) {
            int count = Libc.C.epoll_wait(epoll, events.address(), MOST_EVENTS, timeout());
            for (int i = 0; i < count; i++) {
                int fd = events.bytes().getInt(i * EVENT_SIZE + EVENT_DATA);
                handle(fd);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                guarded(task);
            }
            expire(System.nanoTime());
        }
        Libc.C.close(epoll);
        Libc.C.close(wake);
    }

    private static int earlierFirst(SpawnedRun a, SpawnedRun b) {
        int order = Long.signum(a.deadline - b.deadline);
        return order != 0 ? order : Integer.compare(a.pid, b.pid);
    }

    private int timeout() {
        if (!tasks.isEmpty()) {
            return 0;
        }
        if (deadlines.isEmpty()) {
            return -1;
        }
        long left = deadlines.first().deadline - System.nanoTime();
        return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }

    private void handle(int fd) {
        if (fd == wake) {
            Libc.C.read(wake, scratch.address(), 8);
            return;
        }
        SpawnedRun run = byDescriptor.get(fd);
        if (run == null) {
            return; // closed by an earlier event of this round
        }
        if (fd == run.output) {
            read(run);
        } else {
            guarded(() -> reap(run));
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // a listener's defect must not end the loop
            LOG.error("running scripts: a defect was contained", e);
        }
    }

    private boolean watch(int fd) {
        ByteBuffer event = scratch.bytes();
        event.putInt(0, EPOLLIN);
        event.putLong(EVENT_DATA, 0);
        event.putInt(EVENT_DATA, fd);
        return Libc.C.epoll_ctl(epoll, ADD, fd, scratch.address()) == 0;
    }

    // ---- one process ------------------------------------------------------------------------------------------

    /** Starts a run's process. */
    void start(SpawnedRun run, String path, List<String> argv) {
        int[] pipe = null;
        try {
            pipe = run.wantsOutput() ? spawner.pipe() : null;
            int writing = pipe == null ? -1 : pipe[1];
            run.startedAt = System.nanoTime();
            int pid = spawner.spawn(path, argv, writing);
            if (pid == -Spawner.NOT_A_PROGRAM_FORMAT) { // a script without #! line: as execvp does
                List<String> words = new java.util.ArrayList<>(List.of("sh", path));
                words.addAll(argv.subList(1, argv.size()));
                pid = spawner.spawn("/bin/sh", words, writing);
            }
            if (pid < 0) {
                closePipe(pipe);
                run.notStarted(path + " could not be started: " + Errors.describe(-pid));
                return;
            }
            run.pid = pid;
        } catch (IOException e) {
            run.notStarted(path + " could not be started: " + e.getMessage());
            return;
        }
        int pidfd = (int) calls.syscall(PIDFD_OPEN, run.pid, 0);
        if (pidfd < 0 || !watch(pidfd)) {
            closePipe(pipe);
            unwatched(run, pidfd);
            return;
        }
        run.pidfd = pidfd;
        byDescriptor.put(pidfd, run);
        if (pipe != null) {
            Libc.C.close(pipe[1]);
            run.output = pipe[0];
            byDescriptor.put(pipe[0], run);
            watch(pipe[0]);
        }
        run.script.timeLimit().ifPresent(limit -> deadline(run, run.startedAt + limit.toNanos()));
    }

    private static void closePipe(int[] pipe) {
        if (pipe != null) {
            Libc.C.close(pipe[0]);
            Libc.C.close(pipe[1]);
        }
    }

    /** Out of descriptors: what cannot be waited for must not run. */
    private void unwatched(SpawnedRun run, int pidfd) {
        int error = Libc.errno();
        calls.kill(-run.pid, SIGKILL);
        calls.waitpid(run.pid, scratch.address(), 0);
        if (pidfd >= 0) {
            Libc.C.close(pidfd);
        }
        run.notStarted(run.script.argv().get(0) + " was started and ended at once, because it could not be watched: "
                + Errors.describe(error));
    }

    private void read(SpawnedRun run) {
        for (int i = 0; i < MOST_READS; i++) { // others want their turn too
            long count = Libc.C.read(run.output, buffer.address(), buffer.size());
            if (count == 0) {
                closeOutput(run);
                return;
            }
            if (count < 0) {
                return;
            }
            run.wrote(buffer.bytes(), (int) count);
        }
    }

    private void closeOutput(SpawnedRun run) {
        if (run.output >= 0) {
            byDescriptor.remove(run.output);
            Libc.C.close(run.output);
            run.output = -1;
        }
    }

    private void reap(SpawnedRun run) {
        if (run.ending) {
            // What the script has started had its request to end; the number is still the group's, before the wait.
            calls.kill(-run.pid, SIGKILL);
        }
        scratch.bytes().putInt(0, 0);
        int pid = calls.waitpid(run.pid, scratch.address(), NO_HANG);
        if (pid == 0) {
            return;
        }
        long now = System.nanoTime();
        if (run.output >= 0) {
            read(run);
            closeOutput(run);
        }
        byDescriptor.remove(run.pidfd);
        Libc.C.close(run.pidfd);
        run.pidfd = -1;
        noDeadline(run);
        // Without a status (somebody else waited for it) nothing is known: as if it had been killed.
        int status = pid < 0 ? SIGKILL : scratch.bytes().getInt(0);
        int signal = status & 0x7F;
        run.ended(signal == 0 ? status >> 8 & 0xFF : 128 + signal, signal, now);
    }

    // ---- ends -------------------------------------------------------------------------------------------------

    /** Asks a run's process group to end, and sees to it. */
    void end(SpawnedRun run) {
        if (run.ending) {
            return;
        }
        run.ending = true;
        if (run.isRunning()) {
            calls.kill(-run.pid, SIGTERM);
            deadline(run, System.nanoTime() + KILL_AFTER);
        }
    }

    private void expire(long now) {
        while (!deadlines.isEmpty() && deadlines.first().deadline - now <= 0) {
            SpawnedRun run = deadlines.first();
            noDeadline(run);
            if (!run.ending) {
                run.timedOut = true;
                end(run);
            } else {
                calls.kill(-run.pid, SIGKILL);
                deadline(run, now + (run.killed ? KILL_AGAIN : KILL_AFTER));
                run.killed = true;
            }
        }
    }

    private void deadline(SpawnedRun run, long at) {
        noDeadline(run);
        run.deadline = at;
        run.hasDeadline = deadlines.add(run);
    }

    private void noDeadline(SpawnedRun run) {
        if (run.hasDeadline) {
            deadlines.remove(run);
            run.hasDeadline = false;
        }
    }
}
