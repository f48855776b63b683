// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.api.model.Endpoint;
import io.mainstay.platform.NanoClock;
import io.mainstay.proxy.internal.schedule.Client;
import io.mainstay.proxy.internal.wire.Listener;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.mainstay.proxy.internal.wire.Transport;
import io.mainstay.proxy.internal.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts TCP connections and makes a {@link TcpSession} of each. Thread-safety: any thread. */
public final class TcpFront implements Front, Listener.Acceptor {
    private static final Logger LOG = LoggerFactory.getLogger(TcpFront.class);

    /**
     * How connections are made.
     *
     * @param backlog of the listening socket
     * @param attempt time for one connection attempt
     * @param connect time for all attempts of one client
     * @param spliceFrom bytes moved in one go from which on a kernel pipe is used
     */
    public record Settings(int backlog, Duration attempt, Duration connect, long spliceFrom) {
        public static final Settings DEFAULT =
                new Settings(4096, Duration.ofSeconds(3), Duration.ofSeconds(9), 256 * 1024);
    }

    private final Endpoint endpoint;
    private final Transport transport;
    private final List<ProxyLoop> loops;
    private final Roster roster;
    private final Settings settings;
    private final Descriptors descriptors;
    private final NanoClock clock;
    private final FoldedLog folded;
    private final ConnectWatch[] watches;
    private Runnable onSessionEnd = () -> {};
    private volatile Endpoint local;

    public TcpFront(
            Endpoint endpoint,
            Transport transport,
            List<ProxyLoop> loops,
            Roster roster,
            Settings settings,
            Descriptors descriptors,
            NanoClock clock) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.loops = loops;
        this.roster = roster;
        this.settings = settings;
        this.descriptors = descriptors;
        this.clock = clock;
        this.folded = new FoldedLog(LOG, clock);
        this.watches = new ConnectWatch[loops.size()];
        for (ProxyLoop loop : loops) {
            watches[loop.index()] = new ConnectWatch(loop, clock, settings.attempt());
        }
    }

    /** Who is told when a session has ended; to be set before the front is opened. */
    public void onSessionEnd(Runnable told) {
        onSessionEnd = told;
    }

    /** Where it listens; null until it has. */
    public Endpoint local() {
        return local;
    }

    @Override
    public CompletionStage<Door> open() {
        try {
            Listener listener = transport.listen(endpoint, settings.backlog());
            local = listener.local();
            listener.start(loops, this);
            return CompletableFuture.completedFuture(listener::close);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void accepted(ProxyLoop loop, Wire wire, Client client) {
        if (descriptors.take(TcpSession.DESCRIPTORS)) {
            new TcpSession(this, loop, wire, client).begin();
        } else {
            refused(Choice.Refusal.DESCRIPTORS);
            wire.reset();
        }
    }

    @Override
    public void troubled(IOException cause) {
        folded.warn("accepting connections on " + endpoint + " fails: " + cause.getMessage()
                + "; they wait in the kernel (if it is for open files: raise LimitNOFILE=, ulimit -n)");
    }

    Transport transport() {
        return transport;
    }

    Roster roster() {
        return roster;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    Settings settings() {
        return settings;
    }

    NanoClock clock() {
        return clock;
    }

    ConnectWatch watch(ProxyLoop loop) {
        return watches[loop.index()];
    }

    void refused(Choice.Refusal why) {
        folded.warn("connection to " + endpoint + " refused: " + why.text());
    }

    void attemptFailed(Backend backend, String why) {
        folded.warn("tcp " + endpoint + " cannot connect to " + backend.endpoint() + ": " + why);
    }

    void sessionEnded() {
        onSessionEnd.run();
    }
}
