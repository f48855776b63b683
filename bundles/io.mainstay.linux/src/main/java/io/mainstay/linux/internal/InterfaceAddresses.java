// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.linux.internal.netlink.client.NetworkWatch;
import io.mainstay.linux.internal.netlink.client.RtnetlinkClient;
import io.mainstay.platform.HostAddresses;
import io.mainstay.platform.NanoClock;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.SystemCallException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
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
 * This host's addresses. While somebody listens, netlink says when to look; until it does, and where it cannot, every
 * {@link #PERIOD}. A reader gets what is at most that old. Native code is loaded with the first listener, on the thread of this
 * class.
 *
 * <p>Thread-safety: any thread; listeners are told on a thread of this class.
 */
@Component(service = HostAddresses.class)
public final class InterfaceAddresses implements HostAddresses {
    static final Duration PERIOD = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceAddresses.class);

    /** Many addresses that come at once are looked at once. */
    private static final Duration GATHERING = Duration.ofMillis(5);

    private final Supplier<Set<InetAddress>> look;
    private final Watcher watcher;
    private final NanoClock clock;
    private final Duration pollPeriod;
    private final ScheduledThreadPoolExecutor poller;
    private final List<Consumer<Set<InetAddress>>> listeners = new CopyOnWriteArrayList<>();
    private ScheduledFuture<?> polling;
    private Runnable unwatch;
    private boolean looking;
    private Set<InetAddress> last;
    private long lookedAt;

    @Activate
    public InterfaceAddresses() {
        this(InterfaceAddresses::enumerate, new NetlinkWatcher(), NanoClock.SYSTEM, PERIOD);
    }

    InterfaceAddresses(Supplier<Set<InetAddress>> look, Watcher watcher, NanoClock clock, Duration pollPeriod) {
        this.watcher = watcher;
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
    synchronized void deactivate() {
        endWatching();
        poller.shutdownNow();
    }

    @Override
    public synchronized Set<InetAddress> current() {
        if (last == null || unwatch == null && clock.nanoTime() - lookedAt > PERIOD.toNanos()) {
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
            poller.execute(this::watch);
        }
        Consumer<Set<InetAddress>> once = listener::accept; // the same listener may come twice
        listeners.add(once);
        return () -> unsubscribe(once);
    }

    private synchronized void unsubscribe(Consumer<Set<InetAddress>> listener) {
        if (listeners.remove(listener) && listeners.isEmpty()) {
            endWatching();
        }
    }

    private void endWatching() {
        if (polling != null) {
            polling.cancel(false);
            polling = null;
        }
        if (unwatch != null) {
            unwatch.run();
            unwatch = null;
        }
    }

    /** Lets netlink say when to look, from now on. */
    private void watch() {
        Runnable stop;
        try {
            stop = watcher.watch(poller, this::lookSoon);
        } catch (SystemCallException | RuntimeException | LinkageError e) {
            LOG.info(
                    "changes of this host's addresses are noticed {} ms late: {}", pollPeriod.toMillis(), e.toString());
            return;
        }
        synchronized (this) {
            if (listeners.isEmpty() || unwatch != null) {
                stop.run();
            } else {
                unwatch = stop;
                polling.cancel(false);
                polling = null;
            }
        }
        poll(); // what changed before netlink was heard
    }

    private synchronized void lookSoon() {
        if (!looking) {
            looking = true;
            poller.schedule(this::poll, GATHERING.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** One look; tells when something differs. */
    void poll() {
        Set<InetAddress> now;
        synchronized (this) {
            looking = false;
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

    /** Says when to look. */
    interface Watcher {

        /** Runs {@code changed} on {@code executor} whenever an address came or went; returns what ends it. */
        Runnable watch(Executor executor, Runnable changed) throws SystemCallException;
    }

    /** By rtnetlink, which needs no capability to listen. */
    private static final class NetlinkWatcher implements Watcher {
        @Override
        public Runnable watch(Executor executor, Runnable changed) throws SystemCallException {
            RtnetlinkClient client = new RtnetlinkClient(Namespace.HOST);
            NetworkWatch network = new NetworkWatch(Namespace.HOST, client);
            network.listen(executor, new Addresses.Listener() {
                @Override
                public void added(InterfaceAddress address) {
                    changed.run();
                }

                @Override
                public void deleted(InterfaceAddress address) {
                    changed.run();
                }
            });
            return () -> {
                network.close();
                client.close();
            };
        }
    }
}
