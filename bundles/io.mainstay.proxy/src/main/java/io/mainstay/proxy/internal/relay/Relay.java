// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.relay;

import io.mainstay.proxy.internal.wire.Conduits;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.mainstay.proxy.internal.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is established on both sides.
 *
 * <p>What one peer does to its connection, the other one sees: bytes, the end of the stream (FIN, while the other direction
 * goes on for as long as it likes), a reset. A peer whose connection fails while we write to it may have sent bytes before
 * that; those are still passed on, then the other side is reset.
 *
 * <p>Thread-safety: the loop's thread only.
 */
public final class Relay implements Wire.Events {

    /** Who is told how it goes. */
    public interface Owner {
        /** Bytes passed on since the last call. */
        void moved(long toServer, long toClient);

        /** Both wires are closed; the last call. */
        void ended();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final ProxyLoop loop;
    private final Flow up;
    private final Flow down;
    private final Owner owner;
    /** The flow whose sink has failed: only the opposite one is still read, to its end. */
    private Flow broken;

    private boolean over;
    private boolean reported;

    /**
     * Takes over two connected wires; {@link #start} sets it going.
     *
     * @param spliceFrom bytes moved in one go from which on a kernel pipe is used
     */
    public Relay(ProxyLoop loop, Wire client, Wire server, Conduits conduits, long spliceFrom, Owner owner) {
        this.loop = loop;
        this.up = new Flow(client, server, loop, new Splicing(conduits, spliceFrom));
        this.down = new Flow(server, client, loop, new Splicing(conduits, spliceFrom));
        this.owner = owner;
    }

    /** Both wires report to this relay from now on. */
    public void start() {
        up.source.events(this);
        down.source.events(this);
        step(up);
        if (!over) {
            step(down);
        }
        report();
    }

    @Override
    public void ready(Wire wire) {
        if (over) {
            return;
        }
        Flow from = wire == up.source ? up : down;
        Flow to = opposite(from);
        if (to.blocked() && wire.writable()) {
            step(to);
        }
        if (!over && wire.readable() && !from.blocked()) {
            step(from);
        }
        if (!over && from.done() && !to.done() && wire.dead()) {
            end(true); // reset after its FIN: nobody is there any more for what the other side may still send
        }
        report();
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("relaying failed unexpectedly; the connection is reset", cause);
        abort();
    }

    /** Ends the connection with a reset to both peers, so that neither takes what it got for the whole. */
    public void abort() {
        end(true);
        report();
    }

    private void step(Flow flow) {
        if (flow.done() || flow == broken) {
            return;
        }
        Flow opposite = opposite(flow);
        switch (flow.pump(opposite.done())) {
            case BLOCKED -> {}
            case IDLE -> {
                if (broken != null) {
                    end(true); // a dead connection that has nothing more to say
                }
            }
            case YIELD -> {
                if (!flow.resuming) {
                    flow.resuming = true;
                    loop.execute(() -> resume(flow));
                }
            }
            case DONE -> {
                if (broken != null) {
                    end(true);
                } else if (opposite.done()) {
                    end(false);
                }
            }
            case SOURCE_FAILED -> end(true);
            case SINK_FAILED -> {
                flow.release();
                if (opposite.done() || broken != null) {
                    end(true);
                } else {
                    broken = flow;
                    if (!opposite.blocked()) {
                        step(opposite);
                    }
                }
            }
        }
    }

    private void resume(Flow flow) {
        flow.resuming = false;
        if (over) {
            return;
        }
        try {
            step(flow);
            report();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private Flow opposite(Flow flow) {
        return flow == up ? down : up;
    }

    private void end(boolean withReset) {
        if (over) {
            return;
        }
        over = true;
        up.release();
        down.release();
        if (withReset) {
            up.source.reset();
            down.source.reset();
        } else {
            up.source.close();
            down.source.close();
        }
    }

    private void report() {
        long toServer = up.takeMoved();
        long toClient = down.takeMoved();
        if (toServer != 0 || toClient != 0) {
            owner.moved(toServer, toClient);
        }
        if (over && !reported) {
            reported = true;
            owner.ended();
        }
    }
}
