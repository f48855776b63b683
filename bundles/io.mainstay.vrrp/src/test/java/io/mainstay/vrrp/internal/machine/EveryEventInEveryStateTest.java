// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import static io.mainstay.vrrp.internal.machine.MachineRun.HIGHER;
import static io.mainstay.vrrp.internal.machine.MachineRun.LOWER;
import static io.mainstay.vrrp.internal.machine.MachineRun.MILLI;
import static io.mainstay.vrrp.internal.machine.MachineRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.vrrp.internal.machine.InstanceRules.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Priority 100, version 3, 1 s, no-accept. The event comes 10 ms after the state was entered (timers when they are due). Each
 * row: state, event, next state, microseconds to the next deadline, all effects.
 */
class EveryEventInEveryStateTest {
    private static final InstanceRules RULES = MachineRun.rules().withFirewalled(true);
    private static final String ENTER = "FIREWALL_ON ADDRESSES_ADD EXCLUDED_ADD ROUTES_ADD RULES_ADD";
    private static final String LEAVE = "RULES_REMOVE ROUTES_REMOVE EXCLUDED_REMOVE ADDRESSES_REMOVE FIREWALL_OFF";

    private enum Event {
        START(MachineRun::start),
        TRACKERS_DECIDED(MachineRun::decided),
        ADVERT_ZERO(run -> run.advert(0, HIGHER)),
        ADVERT_LOWER(run -> run.advert(50, HIGHER)),
        ADVERT_EQUAL_LOWER_ADDRESS(run -> run.advert(100, LOWER)),
        ADVERT_EQUAL_HIGHER_ADDRESS(run -> run.advert(100, HIGHER)),
        ADVERT_HIGHER(run -> run.advert(150, LOWER)),
        ADVERT_OWN(run -> run.advert(100, 0)),
        TIMER_EARLY(MachineRun::timer),
        TIMER_DUE(MachineRun::untilDeadline),
        FAULT(run -> run.fault(FaultReason.TRACKER)),
        CLEAR(run -> run.clear(FaultReason.INTERFACE_DOWN)),
        PRIORITY(run -> run.priority(120)),
        LOST_ADDRESS(run -> run.lost(Owned.ADDRESS)),
        LOST_RULE(run -> run.lost(Owned.RULE)),
        RECONFIGURE(run -> run.reconfigure(RULES.withTiming(new Timing(3, 2 * SECOND, 3)), 100)),
        STOP(run -> run.stop(false)),
        STOP_KEEP(run -> run.stop(true)),
        GROUP_AGREES(MachineRun::agree),
        GROUP_STEPS_BACK(MachineRun::stepBack);

        private final Function<MachineRun, String> happens;

        Event(Function<MachineRun, String> happens) {
            this.happens = happens;
        }
    }

    private static final List<String> TABLE = List.of(
            "INIT START INIT -",
            "INIT TRACKERS_DECIDED BACKUP 3609375 ENTER_BACKUP(START 100)",
            "INIT ADVERT_ZERO INIT -",
            "INIT ADVERT_LOWER INIT -",
            "INIT ADVERT_EQUAL_LOWER_ADDRESS INIT -",
            "INIT ADVERT_EQUAL_HIGHER_ADDRESS INIT -",
            "INIT ADVERT_HIGHER INIT -",
            "INIT ADVERT_OWN INIT -",
            "INIT TIMER_EARLY INIT -",
            "INIT TIMER_DUE INIT -",
            "INIT FAULT INIT -",
            "INIT CLEAR INIT -",
            "INIT PRIORITY INIT - PRIORITY_CHANGED(120)",
            "INIT LOST_ADDRESS INIT -",
            "INIT LOST_RULE INIT -",
            "INIT RECONFIGURE INIT -",
            "INIT STOP INIT - ENTER_INIT(STOP 100)",
            "INIT STOP_KEEP INIT - ENTER_INIT(STOP 100)",
            "INIT GROUP_AGREES INIT -",
            "INIT GROUP_STEPS_BACK INIT -",
            "BACKUP START BACKUP 3599375",
            "BACKUP TRACKERS_DECIDED BACKUP 3599375",
            "BACKUP ADVERT_ZERO BACKUP 609375",
            "BACKUP ADVERT_LOWER BACKUP 3599375",
            "BACKUP ADVERT_EQUAL_LOWER_ADDRESS BACKUP 3609375",
            "BACKUP ADVERT_EQUAL_HIGHER_ADDRESS BACKUP 3609375",
            "BACKUP ADVERT_HIGHER BACKUP 3609375",
            "BACKUP ADVERT_OWN BACKUP 3599375",
            "BACKUP TIMER_EARLY BACKUP 3599375",
            "BACKUP TIMER_DUE MASTER 1000000 ADVERT(100) " + ENTER + " ANNOUNCE(5) ENTER_MASTER(MASTER_DOWN 0)",
            "BACKUP FAULT FAULT - ENTER_FAULT(FAULT 1)",
            "BACKUP CLEAR BACKUP 3599375",
            "BACKUP PRIORITY BACKUP 3521250 PRIORITY_CHANGED(120)",
            "BACKUP LOST_ADDRESS BACKUP 3599375",
            "BACKUP LOST_RULE BACKUP 3599375",
            "BACKUP RECONFIGURE BACKUP 7218750",
            "BACKUP STOP INIT - ENTER_INIT(STOP 100)",
            "BACKUP STOP_KEEP INIT - ENTER_INIT(STOP 100)",
            "BACKUP GROUP_AGREES BACKUP 3599375",
            "BACKUP GROUP_STEPS_BACK BACKUP 3599375",
            "MASTER START MASTER 990000",
            "MASTER TRACKERS_DECIDED MASTER 990000",
            "MASTER ADVERT_ZERO MASTER 1000000 ADVERT(100)",
            "MASTER ADVERT_LOWER MASTER 1000000 ADVERT(100) ANNOUNCE(5) LOWER_PRIORITY_SEEN(50)",
            "MASTER ADVERT_EQUAL_LOWER_ADDRESS MASTER 1000000 ADVERT(100) ANNOUNCE(5) LOWER_PRIORITY_SEEN(100)",
            "MASTER ADVERT_EQUAL_HIGHER_ADDRESS BACKUP 3609375 " + LEAVE + " ENTER_BACKUP(HIGHER_ADDRESS 100)",
            "MASTER ADVERT_HIGHER BACKUP 3609375 " + LEAVE + " ENTER_BACKUP(HIGHER_PRIORITY 150)",
            "MASTER ADVERT_OWN MASTER 990000",
            "MASTER TIMER_EARLY MASTER 990000",
            "MASTER TIMER_DUE MASTER 1000000 ADVERT(100)",
            "MASTER FAULT FAULT - ADVERT(0) " + LEAVE + " ENTER_FAULT(FAULT 1)",
            "MASTER CLEAR MASTER 990000",
            "MASTER PRIORITY MASTER 990000 PRIORITY_CHANGED(120)",
            "MASTER LOST_ADDRESS MASTER 990000 RESTORE(0) ANNOUNCE(1)",
            "MASTER LOST_RULE MASTER 990000 RESTORE(3)",
            "MASTER RECONFIGURE MASTER 2000000 ADVERT(100) RECONCILE",
            "MASTER STOP INIT - ADVERT(0) " + LEAVE + " ENTER_INIT(STOP 100)",
            "MASTER STOP_KEEP INIT - ADVERT(0) ENTER_INIT(STOP 100)",
            "MASTER GROUP_AGREES MASTER 990000",
            "MASTER GROUP_STEPS_BACK BACKUP 3609375 " + LEAVE + " ENTER_BACKUP(SYNC_GROUP 0)",
            "FAULT START FAULT -",
            "FAULT TRACKERS_DECIDED FAULT -",
            "FAULT ADVERT_ZERO FAULT -",
            "FAULT ADVERT_LOWER FAULT -",
            "FAULT ADVERT_EQUAL_LOWER_ADDRESS FAULT -",
            "FAULT ADVERT_EQUAL_HIGHER_ADDRESS FAULT -",
            "FAULT ADVERT_HIGHER FAULT -",
            "FAULT ADVERT_OWN FAULT -",
            "FAULT TIMER_EARLY FAULT -",
            "FAULT TIMER_DUE FAULT -",
            "FAULT FAULT FAULT -",
            "FAULT CLEAR BACKUP 3609375 ENTER_BACKUP(FAULT_CLEARED 100)",
            "FAULT PRIORITY FAULT -",
            "FAULT LOST_ADDRESS FAULT -",
            "FAULT LOST_RULE FAULT -",
            "FAULT RECONFIGURE FAULT -",
            "FAULT STOP INIT - ENTER_INIT(STOP 100)",
            "FAULT STOP_KEEP INIT - ENTER_INIT(STOP 100)",
            "FAULT GROUP_AGREES FAULT -",
            "FAULT GROUP_STEPS_BACK FAULT -");

    static Stream<String> rows() {
        return TABLE.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isDecided(String row) {
        String[] words = row.split(" ", 3);
        MachineRun run = in(RouterState.valueOf(words[0]));
        run.after(10 * MILLI);

        String effects = Event.valueOf(words[1]).happens.apply(run);

        assertThat((run.state() + " " + run.deadline() + " " + effects).strip()).isEqualTo(words[2]);
    }

    @Test
    void noPairIsMissing() {
        List<String> pairs = new ArrayList<>();
        for (RouterState state : RouterState.values()) {
            for (Event event : Event.values()) {
                pairs.add(state + " " + event);
            }
        }

        assertThat(TABLE.stream().map(row -> row.split(" ")[0] + " " + row.split(" ")[1]))
                .containsExactlyElementsOf(pairs);
    }

    private static MachineRun in(RouterState state) {
        return switch (state) {
            case INIT -> {
                MachineRun held = new MachineRun(RULES, true);
                held.start();
                yield held;
            }
            case BACKUP -> MachineRun.backup(RULES);
            case MASTER -> MachineRun.master(RULES);
            case FAULT -> {
                MachineRun broken = MachineRun.backup(RULES);
                broken.fault(FaultReason.INTERFACE_DOWN);
                yield broken;
            }
        };
    }
}
