// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.transition;

import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.carp.CarpState;
import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.VrrpInstance;
import java.net.InetAddress;
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
     * A check that passes began to warn, or stopped.
     *
     * @param id the check
     * @param warning whether it warns now
     * @param cause the warning; when it is over, the last one
     */
    record CheckWarning(CheckId id, boolean warning, String cause) implements Transition {
        public CheckWarning {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String subject() {
            return "warning of check " + id;
        }

        @Override
        public String from() {
            return warning ? "NONE" : "WARNING";
        }

        @Override
        public String to() {
            return warning ? "WARNING" : "NONE";
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

    /**
     * A VRRP instance changed its state.
     *
     * @param instance as configured at that moment: name, VRID, interface, addresses, scripts
     * @param before the state left
     * @param after the state entered
     * @param cause see {@link Transition#cause()}
     * @param priority the effective one, 1 to 255
     */
    record Router(VrrpInstance instance, RouterState before, RouterState after, String cause, int priority)
            implements Transition {
        public Router {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String subject() {
            return "router " + instance.name();
        }

        @Override
        public String from() {
            return before.name();
        }

        @Override
        public String to() {
            return after.name();
        }
    }

    /**
     * A sync group changed its state. Follows the transitions of its members, except at the start, where it precedes them.
     *
     * @param group as configured at that moment
     * @param before the state left
     * @param after the state entered
     * @param cause see {@link Transition#cause()}
     */
    record Group(SyncGroup group, RouterState before, RouterState after, String cause) implements Transition {
        public Group {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String subject() {
            return "sync group " + group.name();
        }

        @Override
        public String from() {
            return before.name();
        }

        @Override
        public String to() {
            return after.name();
        }
    }

    /**
     * The effective priority of a VRRP instance changed; its state did not.
     *
     * @param instance as configured at that moment
     * @param state it is in
     * @param before effective priority, 1 to 255
     * @param after effective priority, 1 to 255
     * @param cause see {@link Transition#cause()}
     */
    record RouterPriority(VrrpInstance instance, RouterState state, int before, int after, String cause)
            implements Transition {
        public RouterPriority {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String subject() {
            return "priority of router " + instance.name();
        }

        @Override
        public String from() {
            return Integer.toString(before);
        }

        @Override
        public String to() {
            return Integer.toString(after);
        }
    }

    /**
     * A MASTER heard an advert of lower priority, and stays: {@code notify_master_rx_lower_pri}, and {@code MASTER_RX_LOWER_PRI}
     * for pipes.
     *
     * @param instance as configured at that moment
     * @param priority its effective one, 1 to 255
     * @param peer who sent the advert
     * @param peerPriority its priority
     */
    record LowerPriorityHeard(VrrpInstance instance, int priority, InetAddress peer, int peerPriority)
            implements Transition {
        public LowerPriorityHeard {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(peer, "peer");
        }

        @Override
        public String subject() {
            return "router " + instance.name();
        }

        @Override
        public String from() {
            return RouterState.MASTER.name();
        }

        @Override
        public String to() {
            return RouterState.MASTER.name();
        }

        @Override
        public String cause() {
            return "advert of priority " + peerPriority + " from " + peer.getHostAddress() + ", ours is " + priority;
        }
    }

    /**
     * A CARP instance changed its state.
     *
     * @param instance as configured at that moment
     * @param before the state left
     * @param after the state entered
     * @param cause see {@link Transition#cause()}
     * @param advskew the effective one, 0 to 255
     */
    record Carp(CarpInstance instance, CarpState before, CarpState after, String cause, int advskew)
            implements Transition {
        public Carp {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String subject() {
            return "carp " + instance.name();
        }

        @Override
        public String from() {
            return before.name();
        }

        @Override
        public String to() {
            return after.name();
        }
    }

    /**
     * The result of a tracker changed.
     *
     * @param kind of tracker
     * @param name of the script, file, process, interface or BFD instance
     * @param before result left: {@code undecided up down}, or for a file its number
     * @param after result entered
     * @param cause see {@link Transition#cause()}
     */
    record Tracker(TrackerKind kind, String name, String before, String after, String cause) implements Transition {
        public Tracker {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String subject() {
            return "tracked " + kind.word() + " " + name;
        }

        @Override
        public String from() {
            return before;
        }

        @Override
        public String to() {
            return after;
        }
    }

    /** What can be tracked. */
    enum TrackerKind {
        INTERFACE,
        SCRIPT,
        FILE,
        PROCESS,
        BFD;

        /** In lower case, as logs and commands have it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
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
