// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

import static io.mainstay.carp.internal.machine.MachineRun.HIGHER;
import static io.mainstay.carp.internal.machine.MachineRun.LOWER;
import static io.mainstay.carp.internal.machine.MachineRun.MILLI;
import static io.mainstay.carp.internal.machine.MachineRun.UNCOMPARABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interval 1 s + 100/256 s, preempting. The event comes 10 ms after the state was entered (timers when they are due). Each row:
 * state, event, next state, microseconds to the next deadline, all effects.
 */
class EveryEventInEveryStateTest {
    private static final CarpRules RULES = MachineRun.rules().withPreempt(true);

    private enum Event {
        START(MachineRun::start),
        ADVERT_FASTER(run -> run.advert(50, HIGHER)),
        ADVERT_EQUAL_LOWER_ADDRESS(run -> run.advert(100, LOWER)),
        ADVERT_EQUAL_HIGHER_ADDRESS(run -> run.advert(100, HIGHER)),
        ADVERT_EQUAL_UNCOMPARABLE(run -> run.advert(100, UNCOMPARABLE)),
        ADVERT_SLOWER(run -> run.advert(150, LOWER)),
        ADVERT_TOO_SLOW(run -> run.advert(4, 0, LOWER)),
        BOW_OUT(MachineRun::bowOut),
        TIMER_EARLY(MachineRun::timer),
        TIMER_DUE(MachineRun::untilDeadline),
        SENT(run -> run.sent(true)),
        NOT_SENT_TWICE(run -> run.sent(false) + run.sent(false)),
        NOT_SENT_THREE_TIMES(run -> run.sent(false) + run.sent(false) + run.sent(false)),
        DEMOTE(run -> run.demote(20)),
        STEP_DOWN(MachineRun::stepDown),
        FAULT(run -> run.fault(FaultReason.LINK_DOWN)),
        CLEAR(run -> run.clear(FaultReason.NO_INTERFACE)),
        LOST_ADDRESS(MachineRun::lost),
        UP_SCRIPT_ENDED(MachineRun::upScriptEnded),
        RECONFIGURE(run -> run.reconfigure(CarpRules.of(2, 0))),
        STOP(run -> run.stop(false)),
        STOP_KEEP(run -> run.stop(true));

        private final Function<MachineRun, String> happens;

        Event(Function<MachineRun, String> happens) {
            this.happens = happens;
        }
    }

    private static final List<String> TABLE = List.of(
            "INIT START BACKUP 3390625 ADDRESSES_REMOVE SCRIPT_DOWN ENTER_BACKUP(START 356)",
            "INIT ADVERT_FASTER INIT -",
            "INIT ADVERT_EQUAL_LOWER_ADDRESS INIT -",
            "INIT ADVERT_EQUAL_HIGHER_ADDRESS INIT -",
            "INIT ADVERT_EQUAL_UNCOMPARABLE INIT -",
            "INIT ADVERT_SLOWER INIT -",
            "INIT ADVERT_TOO_SLOW INIT -",
            "INIT BOW_OUT INIT -",
            "INIT TIMER_EARLY INIT -",
            "INIT TIMER_DUE INIT -",
            "INIT SENT INIT -",
            "INIT NOT_SENT_TWICE INIT -",
            "INIT NOT_SENT_THREE_TIMES INIT - ADVSKEW_CHANGED(240)",
            "INIT DEMOTE INIT - ADVSKEW_CHANGED(120)",
            "INIT STEP_DOWN INIT -",
            "INIT FAULT INIT -",
            "INIT CLEAR INIT -",
            "INIT LOST_ADDRESS INIT -",
            "INIT UP_SCRIPT_ENDED INIT -",
            "INIT RECONFIGURE INIT - ADVSKEW_CHANGED(0)",
            "INIT STOP INIT -",
            "INIT STOP_KEEP INIT -",
            "BACKUP START BACKUP 3380625",
            "BACKUP ADVERT_FASTER BACKUP 3390625",
            "BACKUP ADVERT_EQUAL_LOWER_ADDRESS BACKUP 3390625",
            "BACKUP ADVERT_EQUAL_HIGHER_ADDRESS BACKUP 3390625",
            "BACKUP ADVERT_EQUAL_UNCOMPARABLE BACKUP 3390625",
            "BACKUP ADVERT_SLOWER MASTER 1390625 ADVERT(100) ADDRESSES_ADD ANNOUNCE SCRIPT_UP ENTER_MASTER(PREEMPTION 406)",
            "BACKUP ADVERT_TOO_SLOW MASTER 1390625 ADVERT(100) ADDRESSES_ADD ANNOUNCE SCRIPT_UP ENTER_MASTER(PREEMPTION 1024)",
            "BACKUP BOW_OUT BACKUP 390625",
            "BACKUP TIMER_EARLY BACKUP 3380625",
            "BACKUP TIMER_DUE MASTER 1390625 ADVERT(100) ADDRESSES_ADD ANNOUNCE SCRIPT_UP ENTER_MASTER(MASTER_DOWN -1)",
            "BACKUP SENT BACKUP 3380625",
            "BACKUP NOT_SENT_TWICE BACKUP 3380625",
            "BACKUP NOT_SENT_THREE_TIMES BACKUP 3380625 ADVSKEW_CHANGED(240)",
            "BACKUP DEMOTE BACKUP 3380625 ADVSKEW_CHANGED(120)",
            "BACKUP STEP_DOWN BACKUP 3380625",
            "BACKUP FAULT FAULT - ENTER_FAULT(FAULT 1)",
            "BACKUP CLEAR BACKUP 3380625",
            "BACKUP LOST_ADDRESS BACKUP 3380625",
            "BACKUP UP_SCRIPT_ENDED BACKUP 3380625",
            "BACKUP RECONFIGURE BACKUP 6000000 ADVSKEW_CHANGED(0)",
            "BACKUP STOP INIT - ENTER_INIT(STOP 0)",
            "BACKUP STOP_KEEP INIT - ENTER_INIT(STOP 0)",
            "MASTER START MASTER 1380625",
            "MASTER ADVERT_FASTER BACKUP 3390625 ADDRESSES_REMOVE ADVERT(100) SCRIPT_DOWN ENTER_BACKUP(PREFERRED_MASTER 306)",
            "MASTER ADVERT_EQUAL_LOWER_ADDRESS BACKUP 3390625 ADDRESSES_REMOVE ADVERT(100) SCRIPT_DOWN ENTER_BACKUP(LOWER_ADDRESS 356)",
            "MASTER ADVERT_EQUAL_HIGHER_ADDRESS MASTER 1380625 ANNOUNCE RIVAL_SEEN(356)",
            "MASTER ADVERT_EQUAL_UNCOMPARABLE MASTER 1380625",
            "MASTER ADVERT_SLOWER MASTER 1380625 ANNOUNCE RIVAL_SEEN(406)",
            "MASTER ADVERT_TOO_SLOW MASTER 1380625 ANNOUNCE RIVAL_SEEN(1024)",
            "MASTER BOW_OUT MASTER 1380625 ANNOUNCE RIVAL_SEEN(65535)",
            "MASTER TIMER_EARLY MASTER 1380625",
            "MASTER TIMER_DUE MASTER 1390625 ADVERT(100)",
            "MASTER SENT MASTER 1380625",
            "MASTER NOT_SENT_TWICE MASTER 1380625",
            "MASTER NOT_SENT_THREE_TIMES MASTER 1380625 ADVSKEW_CHANGED(240)",
            "MASTER DEMOTE MASTER 1468750 ADVSKEW_CHANGED(120) ADVERT(120)",
            "MASTER STEP_DOWN BACKUP 3000000 BOW_OUT ADDRESSES_REMOVE SCRIPT_DOWN ENTER_BACKUP(STEP_DOWN 0)",
            "MASTER FAULT FAULT - BOW_OUT ADDRESSES_REMOVE SCRIPT_DOWN ENTER_FAULT(FAULT 1)",
            "MASTER CLEAR MASTER 1380625",
            "MASTER LOST_ADDRESS MASTER 1380625 RESTORE ANNOUNCE",
            "MASTER UP_SCRIPT_ENDED MASTER 1380625 ANNOUNCE",
            "MASTER RECONFIGURE MASTER 2000000 ADVSKEW_CHANGED(0) ADVERT(0) RECONCILE",
            "MASTER STOP INIT - BOW_OUT ADDRESSES_REMOVE SCRIPT_DOWN ENTER_INIT(STOP 0)",
            "MASTER STOP_KEEP INIT - BOW_OUT ENTER_INIT(STOP 0)",
            "FAULT START FAULT -",
            "FAULT ADVERT_FASTER FAULT -",
            "FAULT ADVERT_EQUAL_LOWER_ADDRESS FAULT -",
            "FAULT ADVERT_EQUAL_HIGHER_ADDRESS FAULT -",
            "FAULT ADVERT_EQUAL_UNCOMPARABLE FAULT -",
            "FAULT ADVERT_SLOWER FAULT -",
            "FAULT ADVERT_TOO_SLOW FAULT -",
            "FAULT BOW_OUT FAULT -",
            "FAULT TIMER_EARLY FAULT -",
            "FAULT TIMER_DUE FAULT -",
            "FAULT SENT FAULT -",
            "FAULT NOT_SENT_TWICE FAULT -",
            "FAULT NOT_SENT_THREE_TIMES FAULT - ADVSKEW_CHANGED(240)",
            "FAULT DEMOTE FAULT - ADVSKEW_CHANGED(120)",
            "FAULT STEP_DOWN FAULT -",
            "FAULT FAULT FAULT -",
            "FAULT CLEAR BACKUP 3390625 ENTER_BACKUP(FAULT_CLEARED 0)",
            "FAULT LOST_ADDRESS FAULT -",
            "FAULT UP_SCRIPT_ENDED FAULT -",
            "FAULT RECONFIGURE FAULT - ADVSKEW_CHANGED(0)",
            "FAULT STOP INIT - ENTER_INIT(STOP 0)",
            "FAULT STOP_KEEP INIT - ENTER_INIT(STOP 0)");

    static Stream<String> rows() {
        return TABLE.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isDecided(String row) {
        String[] words = row.split(" ", 3);
        MachineRun run = MachineRun.in(HostState.valueOf(words[0]), RULES);
        run.after(10 * MILLI);

        String effects = Event.valueOf(words[1]).happens.apply(run);

        assertThat((run.state() + " " + run.deadline() + " " + effects).strip()).isEqualTo(words[2]);
    }

    @Test
    void noPairIsMissing() {
        List<String> pairs = new ArrayList<>();
        for (HostState state : HostState.values()) {
            for (Event event : Event.values()) {
                pairs.add(state + " " + event);
            }
        }

        assertThat(TABLE.stream().map(row -> row.split(" ")[0] + " " + row.split(" ")[1]))
                .containsExactlyElementsOf(pairs);
    }
}
