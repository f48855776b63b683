// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import java.util.Objects;

/**
 * What is configured for one instance, as far as its machine is concerned. Immutable; the limits are those of the
 * configuration language, so that a value that the parser let through by mistake does not reach the wire.
 *
 * @param timing version and intervals
 * @param priority the configured one, 1 to 255; 255 is the address owner
 * @param wishMaster {@code state MASTER}: wait only one to two intervals at the start, as owner not at all
 * @param preemption whether and when a running master with a lower priority is replaced
 * @param answers what adverts of others are answered with
 * @param announcing gratuitous ARP and unsolicited NA
 * @param firewalled drop traffic for the addresses (no-accept), unless owner
 * @param ah adverts carry AH sequence numbers
 * @param lossMeansBackup when somebody deletes an address, route or rule: step back for one skew time, as keepalived does,
 *     instead of putting it back in place
 * @param grouped a {@link SyncGroupMachine} decides when the instance becomes MASTER
 */
public record InstanceRules(
        Timing timing,
        int priority,
        boolean wishMaster,
        Preemption preemption,
        Answers answers,
        Announcing announcing,
        boolean firewalled,
        boolean ah,
        boolean lossMeansBackup,
        boolean grouped) {
    private static final long SECOND = 1_000_000_000L;
    private static final long CENTISECOND = 10_000_000L;

    public InstanceRules {
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(announcing, "announcing");
        require(priority >= 1 && priority <= 255, "priority " + priority + " is not in 1..255");
        require(!wishMaster || preemption.allowed(), "nopreempt needs state BACKUP");
        require(!wishMaster || preemption.delayNanos() == 0, "preempt_delay needs state BACKUP");
        require(!ah || timing.version() == 2, "AH needs version 2");
    }

    /** The defaults: state BACKUP, preempting at once, keepalived's announcements. */
    public static InstanceRules of(int version, long intervalNanos, int priority) {
        return new InstanceRules(
                new Timing(version, intervalNanos, Timing.DOWN_ADVERTS),
                priority,
                false,
                Preemption.AT_ONCE,
                Answers.DEFAULT,
                Announcing.DEFAULT,
                false,
                false,
                false,
                false);
    }

    public InstanceRules withTiming(Timing value) {
        return new InstanceRules(
                value, priority, wishMaster, preemption, answers, announcing, firewalled, ah, lossMeansBackup, grouped);
    }

    public InstanceRules withPriority(int value) {
        return new InstanceRules(
                timing, value, wishMaster, preemption, answers, announcing, firewalled, ah, lossMeansBackup, grouped);
    }

    public InstanceRules withWishMaster(boolean value) {
        return new InstanceRules(
                timing, priority, value, preemption, answers, announcing, firewalled, ah, lossMeansBackup, grouped);
    }

    public InstanceRules withPreemption(Preemption value) {
        return new InstanceRules(
                timing, priority, wishMaster, value, answers, announcing, firewalled, ah, lossMeansBackup, grouped);
    }

    public InstanceRules withAnswers(Answers value) {
        return new InstanceRules(
                timing, priority, wishMaster, preemption, value, announcing, firewalled, ah, lossMeansBackup, grouped);
    }

    public InstanceRules withAnnouncing(Announcing value) {
        return new InstanceRules(
                timing, priority, wishMaster, preemption, answers, value, firewalled, ah, lossMeansBackup, grouped);
    }

    public InstanceRules withFirewalled(boolean value) {
        return new InstanceRules(
                timing, priority, wishMaster, preemption, answers, announcing, value, ah, lossMeansBackup, grouped);
    }

    public InstanceRules withAh(boolean value) {
        return new InstanceRules(
                timing,
                priority,
                wishMaster,
                preemption,
                answers,
                announcing,
                firewalled,
                value,
                lossMeansBackup,
                grouped);
    }

    public InstanceRules withLossMeansBackup(boolean value) {
        return new InstanceRules(
                timing, priority, wishMaster, preemption, answers, announcing, firewalled, ah, value, grouped);
    }

    public InstanceRules withGrouped(boolean value) {
        return new InstanceRules(
                timing, priority, wishMaster, preemption, answers, announcing, firewalled, ah, lossMeansBackup, value);
    }

    boolean owner() {
        return priority == EffectivePriority.OWNER;
    }

    /**
     * Version and times.
     *
     * @param version 2 or 3
     * @param intervalNanos own advertisement interval: version 2 whole seconds from 1 to 255, version 3 hundredths up to 40.95 s
     * @param downAdverts missed adverts after which the master is down, 1 to 100
     */
    public record Timing(int version, long intervalNanos, int downAdverts) {
        public static final int DOWN_ADVERTS = 3;

        public Timing {
            require(version == 2 || version == 3, "version " + version + " is neither 2 nor 3");
            long unit = version == 2 ? SECOND : CENTISECOND;
            long most = version == 2 ? 255 : 4095;
            require(
                    intervalNanos >= unit && intervalNanos <= most * unit && intervalNanos % unit == 0,
                    "an interval of " + intervalNanos + " ns is not 1 to " + most + " times " + unit + " ns (version "
                            + version + ")");
            require(downAdverts >= 1 && downAdverts <= 100, "down_timer_adverts " + downAdverts + " is not in 1..100");
        }
    }

    /**
     * Replacing a running master.
     *
     * @param allowed false is {@code nopreempt}
     * @param delayNanos {@code preempt_delay}, 0 to 1000 s
     * @param stalledPeerPriority {@code timer_expired_backup}: the highest priority among the peers, 1 to 254; 0 is off. Only
     *     with {@code nopreempt}
     */
    public record Preemption(boolean allowed, long delayNanos, int stalledPeerPriority) {
        public static final Preemption AT_ONCE = new Preemption(true, 0, 0);
        public static final Preemption NEVER = new Preemption(false, 0, 0);

        public Preemption {
            require(delayNanos >= 0 && delayNanos <= 1000 * SECOND, "preempt_delay is not in 0..1000 s");
            require(allowed || delayNanos == 0, "preempt_delay has no meaning with nopreempt");
            require(
                    stalledPeerPriority >= 0 && stalledPeerPriority <= 254,
                    "timer_expired_backup " + stalledPeerPriority + " is not in 1..254");
            require(stalledPeerPriority == 0 || !allowed, "timer_expired_backup needs nopreempt");
        }
    }

    /**
     * What a master does about adverts of others.
     *
     * @param lowerPriorityNoAdvert do not answer those with a lower priority
     * @param higherPrioritySendAdvert send a last advert before yielding
     * @param ownerIgnoresAdverts as address owner, hear nobody
     */
    public record Answers(
            boolean lowerPriorityNoAdvert, boolean higherPrioritySendAdvert, boolean ownerIgnoresAdverts) {
        public static final Answers DEFAULT = new Answers(false, false, false);
    }

    /**
     * Gratuitous ARPs and unsolicited NAs.
     *
     * @param repeat number in each burst, 0 or more
     * @param delayNanos until the second burst; 0 is no second one
     * @param refreshNanos period while MASTER; 0 is off
     * @param refreshRepeat number each period
     * @param lowerRepeat number when a lower priority was heard; 0 is none
     * @param lowerDelayNanos until they are repeated; 0 is not
     */
    public record Announcing(
            int repeat, long delayNanos, long refreshNanos, int refreshRepeat, int lowerRepeat, long lowerDelayNanos) {
        public static final Announcing DEFAULT = new Announcing(5, 5 * SECOND, 0, 1, 5, 5 * SECOND);

        public Announcing {
            require(repeat >= 0 && refreshRepeat >= 0 && lowerRepeat >= 0, "a negative number of announcements");
            require(delayNanos >= 0 && refreshNanos >= 0 && lowerDelayNanos >= 0, "a negative time of announcements");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
