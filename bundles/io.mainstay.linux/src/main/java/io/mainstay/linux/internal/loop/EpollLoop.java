// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.platform.NanoClock;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.LoopFigures;
import io.mainstay.platform.net.LoopSettings;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.PunctualLoops;
import io.mainstay.platform.net.SystemCallException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: see {@link io.mainstay.platform.net.PunctualLoop} for what a turn is.
 *
 * <p>When timers are due later than {@link #LATE_NANOS}, sockets are asked once more before they fire: the process may have
 * stood still between waking up and reading the clock.
 *
 * <p>Thread-safety: as the port says; {@link #watch} and {@link #unwatch} from any thread.
 */
@Component(service = PunctualLoop.class)
public final class EpollLoop implements PunctualLoops.Owned {
    static final long LATE_NANOS = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(EpollLoop.class);
    private static final long CLOSE_WAIT_SECONDS = 5;
    private static final int WARM_UP_TURNS = 400;

    private final EpollSet epoll;
    private final int timerFd;
    private final int wakeFd;
    private final long clockOffset;
    private final NativeMemory timerValue = new NativeMemory(32);
    private final NativeMemory one = new NativeMemory(8);
    private final NativeMemory counter = new NativeMemory(8);
    private final TimerQueue timers = new TimerQueue();
    private final TimerQueue.Firing firing = this::fire;
    private final ReceiveBuffers buffers = new ReceiveBuffers();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Thread thread;

    private volatile Lateness lateness = new Lateness();
    private ThreadSchedule schedule;
    private LoopSettings settings = LoopSettings.NORMAL;
    private long spinNanos;
    private long now = System.nanoTime();
    private long timerSet;
    private boolean timerIsSet;
    private boolean ended;
    private volatile boolean closing;
    private volatile long turns;
    private volatile long packets;
    private volatile long fired;
    private volatile long ran;
    private volatile long failures;
    private volatile long longestTurn;
    private volatile int armed;
    private volatile int priority;

    /** The time-critical one. */
    @Activate
    public EpollLoop() throws SystemCallException {
        this("mainstay-punctual");
    }

    /** Starts a loop. */
    public EpollLoop(String name) throws SystemCallException {
        epoll = new EpollSet();
        timerFd = Fd.check(
                Libc.C.timerfd_create(Sys.CLOCK_MONOTONIC, Sys.SOCK_NONBLOCK | Sys.SOCK_CLOEXEC), "timerfd_create", "");
        wakeFd = Fd.check(Libc.C.eventfd(0, Sys.SOCK_NONBLOCK | Sys.SOCK_CLOEXEC), "eventfd", "");
        one.bytes().putLong(0, 1);
        clockOffset = offsetOfKernelClock();
        epoll.add(timerFd, this::timerExpired);
        epoll.add(wakeFd, this::wakeUp);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches a descriptor from now on; returns what {@link #unwatch} wants. Any thread. */
    public int watch(int fd, Readable reader) throws SystemCallException {
        return epoll.add(fd, reader);
    }

    /** Ends watching, then closes the descriptor, at the latest after the current turn. Any thread. */
    public void unwatch(int fd, int slot) {
        epoll.remove(fd, slot);
        if (isCurrent() || !thread.isAlive()) {
            Libc.C.close(fd);
        } else {
            execute(() -> Libc.C.close(fd));
        }
    }

    /** What sockets of this loop receive into, one after the other. Loop thread only. */
    public ReceiveBuffers buffers() {
        return buffers;
    }

    @Override
    public NanoClock clock() {
        return NanoClock.SYSTEM;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isCurrent() && woken.compareAndSet(false, true)) {
            wake();
        }
    }

    @Override
    public LoopTimer timer(LoopTimer.Action action) {
        return new HeapTimer(timers, action);
    }

    @Override
    public LoopFigures figures() {
        return new LoopFigures(
                turns,
                packets,
                fired,
                ran,
                failures,
                lateness.percentile(0.5),
                lateness.percentile(0.99),
                lateness.max(),
                lateness.recentMax(),
                longestTurn,
                armed,
                priority);
    }

    @Override
    public List<String> apply(LoopSettings wanted) {
        if (isCurrent()) {
            return applyHere(wanted);
        }
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        execute(() -> done.complete(applyHere(wanted)));
        try {
            return done.get(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("interrupted before the loop applied its settings");
        } catch (ExecutionException | TimeoutException e) {
            return List.of("the loop did not apply its settings in time: it is busy or closed");
        }
    }

    private List<String> applyHere(LoopSettings wanted) {
        List<String> refusals = schedule.apply(wanted);
        settings = wanted;
        spinNanos = wanted.spin().toNanos();
        priority = schedule.priority();
        return refusals;
    }

    @Deactivate
    @Override
    public void close() {
        closing = true;
        execute(() -> {});
        if (!isCurrent()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(CLOSE_WAIT_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        Libc.C.prctl(Sys.PR_SET_TIMERSLACK, 1, 0, 0, 0);
        schedule = new ThreadSchedule();
        warmUp();
        while (!closing) {
            turn();
        }
        runTasks();
        epoll.close();
        Libc.C.close(timerFd);
        synchronized (tasks) {
            ended = true;
            Libc.C.close(wakeFd);
        }
    }

    /** Never on a descriptor that somebody else may have by now. */
    private void wake() {
        synchronized (tasks) {
            if (!ended) {
                Libc.C.write(wakeFd, one.address(), 8);
            }
        }
    }

    /** Turns with timers that are due at once, so that the first real one finds classes loaded and code compiled. */
    private void warmUp() {
        int[] left = {WARM_UP_TURNS};
        HeapTimer[] timer = new HeapTimer[1];
        timer[0] = new HeapTimer(timers, at -> {
            if (left[0] > 0) {
                timer[0].arm(at + (left[0] % 4) * 5_000L);
            }
        });
        timer[0].arm(now);
        while (left[0]-- > 0) {
            turn();
        }
        timer[0].disarm();
        lateness = new Lateness();
        turns = 0;
        fired = 0;
        longestTurn = 0;
    }

    private void turn() {
        int ready = epoll.await(prepareWait());
        long start = NanoClock.SYSTEM.nanoTime();
        now = start;
        if (spinNanos > 0 && !timers.isEmpty()) {
            spin();
        }
        int received = dispatchAll(ready);
        if (timers.isDue(now) && (now != start || now - timers.first() > LATE_NANOS)) {
            received += dispatchAll(epoll.await(0));
        }
        int expired = timers.fire(now, firing);
        int done = tasks.isEmpty() ? 0 : runTasks();
        count(received, expired, done, NanoClock.SYSTEM.nanoTime() - start);
    }

    /** Sets the timer when the next deadline is another one; returns how long to wait for packets. */
    private int prepareWait() {
        if (!tasks.isEmpty()) {
            return 0;
        }
        if (timers.isEmpty()) {
            return -1; // a timer that is still set wakes the loop once for nothing
        }
        long at = timers.first() - spinNanos;
        if (!timerIsSet || at != timerSet) {
            if (at - now <= 0) {
                return 0;
            }
            long kernel = at + clockOffset;
            timerValue.bytes().putLong(16, kernel / 1_000_000_000L).putLong(24, kernel % 1_000_000_000L);
            Libc.C.timerfd_settime(timerFd, Sys.TFD_TIMER_ABSTIME, timerValue.address(), 0);
            timerSet = at;
            timerIsSet = true;
        }
        return -1;
    }

    private void spin() {
        long deadline = timers.first();
        if (deadline - now > spinNanos) {
            return;
        }
        while (deadline - now > 0) {
            Thread.onSpinWait();
            now = NanoClock.SYSTEM.nanoTime();
        }
    }

    private int dispatchAll(int found) {
        int received = 0;
        int ready = found;
        while (true) {
            for (int i = 0; i < ready; i++) {
                Readable reader = epoll.reader(i);
                if (reader != null) {
                    try {
                        received += reader.readable(now);
                    } catch (RuntimeException | LinkageError | StackOverflowError e) {
                        failed("a packet handler", e);
                    }
                }
            }
            if (ready < EpollSet.MOST) {
                return received;
            }
            ready = epoll.await(0);
        }
    }

    private void fire(HeapTimer timer, long at, long late) {
        lateness.record(late, at);
        try {
            timer.action.fired(at);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failed("a timer", e);
        }
        if (settings.maxAutoPriority() > schedule.priority()
                && late > settings.autoPriorityDelay().toNanos()) {
            schedule.realtime(schedule.priority() + 1);
            priority = schedule.priority();
        }
    }

    /** Those that are there now; what they add runs in the next turn. */
    private int runTasks() {
        int left = tasks.size();
        int done = 0;
        while (done < left) {
            Runnable task = tasks.poll();
            done++;
            try {
                task.run();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                failed("a task", e);
            }
        }
        return done;
    }

    private void count(int received, int expired, int done, long took) {
        turns++;
        if (received != 0) {
            packets += received;
        }
        if (expired != 0) {
            fired += expired;
        }
        if (done != 0) {
            ran += done;
        }
        if (took > longestTurn) {
            longestTurn = took;
        }
        if (armed != timers.armed()) {
            armed = timers.armed();
        }
    }

    /** Logs the first failure, and then ever more rarely. */
    private void failed(String what, Throwable problem) {
        long count = ++failures;
        if (Long.bitCount(count) == 1) {
            LOG.error("{} on loop '{}' failed (failure {} since the start)", what, thread.getName(), count, problem);
        }
    }

    private int timerExpired(long at) {
        timerIsSet = false;
        Libc.C.read(timerFd, counter.address(), 8);
        return 0;
    }

    private int wakeUp(long at) {
        Libc.C.read(wakeFd, counter.address(), 8);
        woken.set(false);
        return 0;
    }

    /** nanoTime is CLOCK_MONOTONIC on every JDK for Linux so far; if not, deadlines are converted. */
    private static long offsetOfKernelClock() throws SystemCallException {
        NativeMemory time = new NativeMemory(16);
        int result = Libc.C.clock_gettime(Sys.CLOCK_MONOTONIC, time.address());
        long ours = System.nanoTime();
        if (result != 0) {
            throw new SystemCallException("clock_gettime", "CLOCK_MONOTONIC", Errno.EINVAL);
        }
        long kernel = time.bytes().getLong(0) * 1_000_000_000L + time.bytes().getLong(8);
        long offset = kernel - ours;
        return Math.abs(offset) < 1_000_000_000L ? 0 : offset;
    }
}
