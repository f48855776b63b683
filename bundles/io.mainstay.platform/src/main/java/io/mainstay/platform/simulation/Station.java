// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

/**
 * One protocol's part of one simulated daemon, from its start to its end. Times are of the host's clock, and never go
 * backwards. After each call {@link #nextDeadline} says when {@link #timer} is due.
 *
 * <p>Thread-safety: the simulation's thread.
 */
public interface Station {

    /** The daemon begins. */
    void start(long now);

    /** The daemon ends in an orderly way (SIGTERM). After a crash there is no call at all. */
    void stop(long now);

    /** A packet for this host; protocols that do not know it leave it alone. */
    void arrive(long now, Datagram datagram);

    /** Whether a timer runs. */
    boolean hasDeadline();

    /** When {@link #timer} is to be called; only with {@link #hasDeadline}. */
    long nextDeadline();

    /** Time has passed; to be called early does no harm. */
    void timer(long now);

    /** Something that the daemon watches is another now, or an operator did something. What it does not know is ignored. */
    void change(long now, Change change);
}
