// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.proxy.internal.relay.Relay;
import io.mainstay.proxy.internal.schedule.Client;
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
final class TcpSession implements Wire.Events, Session, Relay.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(TcpSession.class);

    private final TcpFront front;
    private final ProxyLoop loop;
    private final Wire client;
    private final Client from;
    private final long beganNanos;
    private List<Backend> tried = List.of();
    private Backend backend;
    private Share share;
    private Wire server;
    private Relay relay;
    private boolean clientOpen;

    TcpSession(TcpFront front, ProxyLoop loop, Wire client, Client from) {
        this.front = front;
        this.loop = loop;
        this.client = client;
        this.from = from;
        this.beganNanos = front.clock().nanoTime();
    }

    void begin() {
        connect();
    }

    private void connect() {
        while (true) {
            Choice choice = front.roster().acquire(from, tried, front.clock().nanoTime());
            if (choice instanceof Choice.Refusal refusal) {
                front.refused(refusal);
                client.reset();
                front.sessionEnded();
                return;
            }
            backend = (Backend) choice;
            share = backend.share(loop);
            try {
                if (!clientOpen) {
                    // Before the server: when both become ready at once, the client's event comes first and says
                    // whether
                    // it has sent anything yet.
                    clientOpen = true;
                    client.open(this);
                }
                server = front.transport().connect(loop, backend.endpoint());
                server.open(this);
            } catch (IOException e) {
                if (!giveUpAttempt(e.getMessage())) {
                    return;
                }
                continue;
            }
            share.add(this);
            front.watch(loop).began(this);
            return;
        }
    }

    /**
     * Ends an attempt that has failed.
     *
     * @return whether another one may be made; the session has ended otherwise
     */
    private boolean giveUpAttempt(String why) {
        if (server != null) {
            server.close();
            server = null;
        }
        share.remove(this);
        front.attemptFailed(backend, why);
        front.roster().failed(backend);
        if (tried.isEmpty()) {
            tried = new ArrayList<>(4);
        }
        tried.add(backend);
        backend = null;
        if (front.clock().nanoTime() - beganNanos >= front.settings().connect().toNanos()) {
            client.reset();
            front.sessionEnded();
            return false;
        }
        return true;
    }

    void attemptTimedOut() {
        if (relay == null
                && backend != null
                && giveUpAttempt(
                        "no answer within " + front.settings().attempt().toSeconds() + " s")) {
            connect();
        }
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
        try {
            if (!server.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            front.watch(loop).ended(this);
            if (giveUpAttempt(e.getMessage())) {
                connect();
            }
            return;
        }
        front.watch(loop).ended(this);
        front.roster().established(backend);
        relay = new Relay(
                loop,
                client,
                server,
                () -> front.transport().conduit(loop).orElse(null),
                front.settings().spliceFrom(),
                this);
        relay.start();
    }

    @Override
    public void failed(RuntimeException cause) {
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
        server.reset();
        ended();
    }

    @Override
    public void moved(long toServer, long toClient) {
        share.moved(toServer, toClient);
    }

    @Override
    public void ended() {
        share.remove(this);
        front.roster().release(backend);
        front.sessionEnded();
    }
}
