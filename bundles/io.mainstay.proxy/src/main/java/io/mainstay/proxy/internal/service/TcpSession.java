// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.proxy.internal.relay.Relay;
import io.mainstay.proxy.internal.schedule.Client;
import io.mainstay.proxy.internal.wire.Conduit;
import io.mainstay.proxy.internal.wire.Conduits;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.mainstay.proxy.internal.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection from accept to close: a destination is chosen and connected, another one when that fails, and then
 * the two are relayed. When none is left the client is reset: a FIN would look like an answer.
 *
 * <p>Thread-safety: the loop's thread only.
 */
final class TcpSession implements Wire.Events, Session, Relay.Owner, Conduits {
    /** Sockets of one session. */
    static final int DESCRIPTORS = 2;

    private static final int PIPE_DESCRIPTORS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(TcpSession.class);

    private final TcpFront front;
    private final ProxyLoop loop;
    private final Wire client;
    private final Client from;
    private final long beganNanos;
    /** When the destination was chosen: an attempt that is counted has begun. */
    private long attemptNanos;

    private List<Backend> tried = List.of();
    /** The destination that this session is counted at; null between attempts. */
    private Backend backend;

    private Wire server;
    private Relay relay;
    private boolean over;

    TcpSession(TcpFront front, ProxyLoop loop, Wire client, Client from) {
        this.front = front;
        this.loop = loop;
        this.client = client;
        this.from = from;
        this.beganNanos = front.clock().nanoTime();
    }

    /** To be called once; {@link #DESCRIPTORS} have been taken for it. */
    void begin() {
        try {
            Choice choice = choose();
            if (choice instanceof Choice.Refusal refusal) {
                refuse(refusal);
                return;
            }
            // Before the server: when both become ready at once, the client's event comes first and says whether it has
            // sent anything yet.
            client.open(this);
            connect((Backend) choice);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private Choice choose() {
        attemptNanos = front.clock().nanoTime();
        Choice choice = front.roster().acquire(from, tried, attemptNanos);
        if (choice instanceof Backend chosen) {
            backend = chosen;
            chosen.share(loop).add(this);
        }
        return choice;
    }

    private void connect(Backend first) {
        Backend next = first;
        while (true) {
            String problem;
            try {
                server = front.transport().connect(loop, next.endpoint());
                server.open(this);
                front.watch(loop).began(this, attemptNanos);
                return;
            } catch (IOException e) {
                problem = e.getMessage();
            }
            attemptFailed(problem);
            Choice choice = chooseAgain();
            if (choice instanceof Choice.Refusal refusal) {
                refuse(refusal);
                return;
            }
            next = (Backend) choice;
        }
    }

    private Choice chooseAgain() {
        return front.clock().nanoTime() - beganNanos
                        < front.settings().connect().toNanos()
                ? choose()
                : Choice.Refusal.NONE_USABLE;
    }

    private void attemptFailed(String why) {
        front.watch(loop).ended(this);
        front.attemptFailed(backend, why);
        if (tried.isEmpty()) {
            tried = new ArrayList<>(4);
        }
        tried.add(backend);
        if (server != null) {
            server.close();
            server = null;
        }
        backend.share(loop).remove(this);
        front.roster().failed(backend);
        backend = null;
    }

    private void tryAnother(String why) {
        attemptFailed(why);
        Choice choice = chooseAgain();
        if (choice instanceof Backend next) {
            connect(next);
        } else {
            refuse((Choice.Refusal) choice);
        }
    }

    private void refuse(Choice.Refusal why) {
        front.refused(why);
        abort();
    }

    void attemptTimedOut() {
        tryAnother("no answer within " + front.settings().attempt().toSeconds() + " s");
    }

    /** While the connection is being made; afterwards the relay is told. */
    @Override
    public void ready(Wire wire) {
        if (wire == client) {
            if (client.dead()) {
                abort(); // nobody waits for this connection any more
            }
            return; // its bytes wait until there is somewhere to send them
        }
        if (wire != server) {
            return; // of an attempt that was given up
        }
        try {
            if (server.finishConnect()) {
                established();
            }
        } catch (IOException e) {
            tryAnother(e.getMessage());
        }
    }

    private void established() {
        front.watch(loop).ended(this);
        front.roster().established(backend);
        relay = new Relay(loop, client, server, this, front.settings().spliceFrom(), this);
        relay.start();
        if (!over) {
            server.acknowledge();
        }
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("a connection could not be handled; it is reset", cause);
        abort();
    }

    @Override
    public void abort() {
        if (relay != null) {
            relay.abort();
            return;
        }
        front.watch(loop).ended(this);
        client.reset();
        if (server != null) {
            server.reset();
        }
        ended();
    }

    @Override
    public void moved(long toServer, long toClient) {
        backend.share(loop).moved(toServer, toClient);
    }

    @Override
    public Conduit take() {
        if (!front.descriptors().take(PIPE_DESCRIPTORS)) {
            return null;
        }
        Conduit conduit = front.transport().conduit(loop).orElse(null);
        if (conduit == null) {
            front.descriptors().give(PIPE_DESCRIPTORS);
        }
        return conduit;
    }

    @Override
    public void giveBack(Conduit conduit) {
        conduit.release();
        front.descriptors().give(PIPE_DESCRIPTORS);
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        over = true;
        if (backend != null) {
            backend.share(loop).remove(this);
            front.roster().release(backend);
        }
        front.descriptors().give(DESCRIPTORS);
        front.sessionEnded();
    }
}
