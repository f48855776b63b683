// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.vrrp.internal.machine.InstanceRules;

/** The machine's share of an instance. Pure. */
final class RulesBuilder {
    private RulesBuilder() {}

    /** @param ah as keepalived, an instance with AH begins as BACKUP whatever it wishes */
    static InstanceRules rules(VrrpInstance instance, boolean ah, boolean grouped) {
        var preemption = instance.preemption();
        var announcing = instance.announcing();
        var answers = instance.answers();
        boolean wish = instance.wishMaster()
                && preemption.allowed()
                && preemption.delay().isZero()
                && !ah;
        return new InstanceRules(
                new InstanceRules.Timing(
                        instance.timing().version(),
                        instance.timing().advertInterval().toNanos(),
                        instance.timing().downTimerAdverts()),
                instance.priority(),
                wish,
                new InstanceRules.Preemption(
                        preemption.allowed(),
                        preemption.allowed() ? preemption.delay().toNanos() : 0,
                        preemption.allowed()
                                ? 0
                                : preemption.timerExpiredBackup().orElse(0)),
                new InstanceRules.Answers(
                        answers.lowerPriorityNoAdvert(),
                        answers.higherPrioritySendAdvert(),
                        answers.ownerIgnoresAdverts()),
                new InstanceRules.Announcing(
                        announcing.repeat(),
                        announcing.delay().toNanos(),
                        announcing.refresh().toNanos(),
                        announcing.refreshRepeat(),
                        announcing.lowerPriorityRepeat(),
                        announcing.lowerPriorityDelay().toNanos()),
                !instance.accept(),
                ah,
                instance.lossMeansBackup(),
                grouped);
    }
}
