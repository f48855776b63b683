// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.platform.simulation.Surroundings;
import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.machine.Effects;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.machine.SyncGroupMachine;
import io.mainstay.vrrp.internal.shell.report.CauseText;
import java.util.List;
import java.util.Optional;

/** Does what machines want done, in order. */
final class Executor {
    private final Surroundings surroundings;
    private final Watch watch;

    Executor(Surroundings surroundings, Watch watch) {
        this.surroundings = surroundings;
        this.watch = watch;
    }

    /**
     * @param speakers whose effects there may be
     * @param group whose effects there may be
     */
    void perform(Effects effects, List<Speaker> speakers, Optional<Group> group) {
        for (int i = 0; i < effects.size(); i++) {
            int member = effects.member(i);
            if (member == SyncGroupMachine.GROUP) {
                group.filter(Group::told).ifPresent(tell(effects.kind(i), effects.cause(i), effects.value(i)));
            } else {
                for (Speaker speaker : speakers) {
                    if (speaker.machine().id() == member) {
                        perform(speaker, effects.kind(i), effects.cause(i), effects.value(i));
                    }
                }
            }
        }
    }

    private java.util.function.Consumer<Group> tell(Effect kind, Cause cause, long value) {
        String state = kind.name().substring("GROUP_".length());
        return group -> surroundings.entered("group " + group.name(), state, CauseText.of(cause, value, ""));
    }

    private void perform(Speaker speaker, Effect effect, Cause cause, long value) {
        String name = speaker.plan().label();
        switch (effect) {
            case ADVERT -> {
                if (value == 0) {
                    surroundings.note(name, "says that it leaves");
                }
                speaker.send((int) value);
            }
            case ADDRESSES_ADD -> speaker.install(false);
            case ADDRESSES_REMOVE -> speaker.removeAll();
            case EXCLUDED_ADD -> speaker.install(true);
            case EXCLUDED_REMOVE -> speaker.remove(true);
            case RECONCILE -> speaker.reconcile();
            case RESTORE -> restore(speaker, name, Owned.values()[(int) value]);
            case CONTINUE_SEQUENCE -> speaker.continueSequence();
            case PRIORITY_CHANGED -> surroundings.note(name, "has priority " + value + " now");
            case ENTER_INIT, ENTER_BACKUP, ENTER_MASTER, ENTER_FAULT -> {
                String state = effect.name().substring("ENTER_".length());
                surroundings.entered(name, state, CauseText.of(cause, value, ""));
                watch.entered(speaker, cause);
            }
            // Not part of what a simulation shows: packets to hosts and switches, the firewall, routes and rules.
            case ANNOUNCE,
                    FIREWALL_ON,
                    FIREWALL_OFF,
                    ROUTES_ADD,
                    ROUTES_REMOVE,
                    RULES_ADD,
                    RULES_REMOVE,
                    LOWER_PRIORITY_SEEN,
                    GROUP_INIT,
                    GROUP_BACKUP,
                    GROUP_MASTER,
                    GROUP_FAULT -> {}
        }
    }

    private void restore(Speaker speaker, String name, Owned what) {
        if (what == Owned.ADDRESS || what == Owned.EXCLUDED_ADDRESS) {
            speaker.install(what == Owned.EXCLUDED_ADDRESS);
            surroundings.note(name, "puts it back");
        }
    }
}
