// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import io.mainstay.vrrp.internal.machine.InstanceRules.Announcing;
import io.mainstay.vrrp.internal.machine.InstanceRules.Answers;
import io.mainstay.vrrp.internal.machine.InstanceRules.Preemption;
import io.mainstay.vrrp.internal.machine.InstanceRules.Timing;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code vrrp_strict} makes of an instance: settings that the RFC does not know are put back, with one sentence each, and
 * what cannot be put right is refused. Pure.
 *
 * @param rules the rules to use
 * @param adjusted what was changed, for warnings
 * @param refused why the instance cannot run in strict mode; empty when it can
 */
public record StrictMode(InstanceRules rules, List<String> adjusted, List<String> refused) {
    public StrictMode {
        adjusted = List.copyOf(adjusted);
        refused = List.copyOf(refused);
    }

    /**
     * What is configured beyond the rules.
     *
     * @param accept whether {@code accept} is given
     * @param addresses number of advertised addresses
     * @param ipv6 their family
     * @param firstLinkLocal the first address is link-local
     * @param unicast peers are given, and the interface can multicast
     * @param authenticated version 2 authentication is configured; the caller then leaves it out
     * @param vmacXmitBase adverts would leave on the base interface; the caller then uses the macvlan
     * @param customMac the macvlan would have another MAC than the RFC's; the caller then uses the RFC's
     */
    public record Extent(
            boolean accept,
            int addresses,
            boolean ipv6,
            boolean firstLinkLocal,
            boolean unicast,
            boolean authenticated,
            boolean vmacXmitBase,
            boolean customMac) {}

    /** Strict settings for these. */
    public static StrictMode of(InstanceRules rules, Extent extent) {
        List<String> adjusted = new ArrayList<>();
        return new StrictMode(adjust(rules, extent, adjusted), adjusted, refuse(rules, extent));
    }

    private static InstanceRules adjust(InstanceRules rules, Extent extent, List<String> said) {
        Timing timing = rules.timing();
        say(timing.downAdverts() != Timing.DOWN_ADVERTS, "down_timer_adverts is 3 in strict mode", said);
        Preemption preemption = rules.preemption();
        say(preemption.delayNanos() != 0, "preempt_delay is not used in strict mode", said);
        say(rules.wishMaster() != rules.owner(), "state is MASTER for priority 255 and BACKUP for others", said);
        say(rules.owner() && !preemption.allowed(), "nopreempt has no meaning for the address owner", said);
        say(rules.answers().higherPrioritySendAdvert(), "higher_prio_send_advert is off in strict mode", said);
        Announcing announcing = rules.announcing();
        say(extent.authenticated(), "authentication is not used in strict mode", said);
        say(extent.vmacXmitBase(), "vmac_xmit_base is not used in strict mode", said);
        say(extent.customMac(), "the virtual MAC address is the RFC's in strict mode", said);
        say(extent.ipv6() && !extent.firstLinkLocal(), "the first IPv6 address should be a link-local one", said);
        boolean accept = extent.accept() && timing.version() == 3;
        say(extent.accept() && !accept, "accept does not exist in version 2, and is off in strict mode", said);
        return rules.withPreemption(
                        rules.owner()
                                ? Preemption.AT_ONCE
                                : new Preemption(preemption.allowed(), 0, preemption.stalledPeerPriority()))
                .withTiming(new Timing(timing.version(), timing.intervalNanos(), Timing.DOWN_ADVERTS))
                .withWishMaster(rules.owner())
                .withAnswers(new Answers(true, false, true))
                .withAnnouncing(new Announcing(
                        announcing.repeat(),
                        announcing.delayNanos(),
                        announcing.refreshNanos(),
                        announcing.refreshRepeat(),
                        0,
                        0))
                .withFirewalled(!accept && !rules.owner())
                .withAh(false);
    }

    private static List<String> refuse(InstanceRules rules, Extent extent) {
        List<String> refused = new ArrayList<>();
        say(extent.addresses() == 0, "strict mode needs at least one virtual address", refused);
        say(extent.unicast(), "strict mode allows no unicast peers on an interface that can multicast", refused);
        say(extent.ipv6() && rules.timing().version() == 2, "strict mode needs version 3 for IPv6", refused);
        return refused;
    }

    private static void say(boolean condition, String sentence, List<String> to) {
        if (condition) {
            to.add(sentence);
        }
    }
}
