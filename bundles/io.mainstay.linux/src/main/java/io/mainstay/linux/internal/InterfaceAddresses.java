// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import io.mainstay.platform.HostAddresses;
import io.mainstay.platform.NanoClock;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This host's addresses, looked at every {@link #PERIOD} while somebody listens; a reader gets what is at most that old.
 *
 * <p>Thread-safety: any thread; listeners are told on a thread of this class.
 */
@Component(service = HostAddresses.class)
public final class InterfaceAddresses implements HostAddresses {
    static final Duration PERIOD = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceAddresses.class);

    private final Supplier<Set<InetAddress>> look;
    private final NanoClock clock;
    private final Duration pollPeriod;
    private final ScheduledThreadPoolExecutor poller;
    private final List<Consumer<Set<InetAddress>>> listeners = new CopyOnWriteArrayList<>();
    private ScheduledFuture<?> polling;
    private Set<InetAddress> last;
    private long lookedAt;

    @Activate
    public InterfaceAddresses() {
        this(InterfaceAddresses::enumerate, NanoClock.SYSTEM, PERIOD);
    }

    InterfaceAddresses(Supplier<Set<InetAddress>> look, NanoClock clock, Duration pollPeriod) {
        this.pollPeriod = pollPeriod;
        this.look = look;
        this.clock = clock;
        poller = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mainstay-addresses");
            thread.setDaemon(true);
            return thread;
        });
        poller.setRemoveOnCancelPolicy(true);
    }

    @Deactivate
    void deactivate() {
        poller.shutdownNow();
    }

    @Override
    public synchronized Set<InetAddress> current() {
        if (last == null || clock.nanoTime() - lookedAt > PERIOD.toNanos()) {
            refresh();
        }
        return last;
    }

    @Override
    public synchronized Runnable subscribe(Consumer<Set<InetAddress>> listener) {
        if (listeners.isEmpty()) {
            refresh();
            polling = poller.scheduleWithFixedDelay(
                    this::poll, pollPeriod.toNanos(), pollPeriod.toNanos(), TimeUnit.NANOSECONDS);
        }
        Consumer<Set<InetAddress>> once = listener::accept; // the same listener may come twice
        listeners.add(once);
        return () -> unsubscribe(once);
    }

    private synchronized void unsubscribe(Consumer<Set<InetAddress>> listener) {
        if (listeners.remove(listener) && listeners.isEmpty() && polling != null) {
            polling.cancel(false);
            polling = null;
        }
    }

    /** One look; tells when something differs. */
    void poll() {
        Set<InetAddress> now;
        synchronized (this) {
            Set<InetAddress> before = last;
            refresh();
            if (last.equals(before)) {
                return;
            }
            now = last;
        }
        for (Consumer<Set<InetAddress>> listener : listeners) {
            try {
                listener.accept(now);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("a listener for host addresses failed", e);
            }
        }
    }

    private void refresh() {
        try {
            last = look.get();
        } catch (RuntimeException e) {
            LOG.warn("the addresses of this host could not be read: {}; the last known ones stay", e.getMessage());
            last = last == null ? Set.of() : last;
        }
        lookedAt = clock.nanoTime();
    }

    private static Set<InetAddress> enumerate() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
