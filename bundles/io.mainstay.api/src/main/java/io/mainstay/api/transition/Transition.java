// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.transition;

import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import java.util.Objects;

/** One state change. Carries all that a listener needs: what it speaks of may be gone by the time it is looked at. */
public sealed interface Transition {

    /** What changed, for logs: {@code "check tcp/10.0.0.100:80/10.0.0.1:80/TCP_CHECK"}. */
    String subject();

    /** The state left, in the words of the subject's kind. */
    String from();

    /** The state entered. */
    String to();

    /** Why, with the value that decided: {@code "3 failures in a row, last: refused"}. */
    String cause();

    /**
     * A check went up or down.
     *
     * @param id the check
     * @param up the state entered
     * @param cause see {@link Transition#cause()}
     */
    record Check(CheckId id, boolean up, String cause) implements Transition {
        public Check {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String subject() {
            return "check " + id;
        }

        @Override
        public String from() {
            return up ? "DOWN" : "UP";
        }

        @Override
        public String to() {
            return up ? "UP" : "DOWN";
        }
    }

    /**
     * A real server became usable, or stopped being so.
     *
     * @param virtualServer as configured at that moment
     * @param realServer as configured at that moment
     * @param up the state entered
     * @param reason what led to it
     * @param cause see {@link Transition#cause()}
     * @param serversUp real servers that are up afterwards
     */
    record Server(
            VirtualServer virtualServer, RealServer realServer, boolean up, Reason reason, String cause, int serversUp)
            implements Transition {
        @Override
        public String subject() {
            return "real server " + realServer.endpoint() + " of " + virtualServer.name();
        }

        @Override
        public String from() {
            return up ? "DOWN" : "UP";
        }

        @Override
        public String to() {
            return up ? "UP" : "DOWN";
        }
    }

    /**
     * Quorum was gained or lost.
     *
     * @param virtualServer as configured at that moment
     * @param up the state entered
     * @param reason what led to it
     * @param cause see {@link Transition#cause()}
     * @param weight sum of live weights that decided
     * @param serversUp real servers that are up
     */
    record Quorum(VirtualServer virtualServer, boolean up, Reason reason, String cause, long weight, int serversUp)
            implements Transition {
        @Override
        public String subject() {
            return "quorum of " + virtualServer.name();
        }

        @Override
        public String from() {
            return up ? "DOWN" : "UP";
        }

        @Override
        public String to() {
            return up ? "UP" : "DOWN";
        }
    }

    /** What led to a transition of a real server or a quorum; decides which notifications follow. */
    enum Reason {
        /** A check, a weight, an operator. */
        NORMAL,
        /** The object is new, and this is its first state. */
        START,
        /** The configuration no longer has the object. */
        REMOVED,
        /** The process stops. */
        STOP
    }
}
