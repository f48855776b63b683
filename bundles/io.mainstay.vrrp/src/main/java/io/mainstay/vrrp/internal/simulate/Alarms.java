// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.vrrp.internal.machine.VrrpMachine;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** When the machines of a host want to be called. A host may have thousands, of which each event concerns a few. */
final class Alarms {
    private record Alarm(long at, Speaker speaker) {}

    private final PriorityQueue<Alarm> queue = new PriorityQueue<>((a, b) -> {
        int time = Long.compare(a.at() - b.at(), 0);
        return time != 0
                ? time
                : Integer.compare(a.speaker().order(), b.speaker().order());
    });
    /** The alarm that counts; others of the same speaker are old. */
    private final Map<Speaker, Alarm> current = new HashMap<>();

    /** To be called after each event of a machine. */
    void update(Speaker speaker) {
        VrrpMachine machine = speaker.machine();
        Alarm before = current.get(speaker);
        if (!machine.hasDeadline()) {
            current.remove(speaker);
        } else if (before == null || before.at() != machine.nextDeadline()) {
            Alarm alarm = new Alarm(machine.nextDeadline(), speaker);
            current.put(speaker, alarm);
            queue.add(alarm);
        }
    }

    void forget(Speaker speaker) {
        current.remove(speaker);
    }

    OptionalLong earliest() {
        dropOld();
        return queue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(queue.peek().at());
    }

    /** The next speaker whose time has come; null when there is none. */
    Speaker due(long now) {
        dropOld();
        return queue.isEmpty() || queue.peek().at() - now > 0
                ? null
                : queue.poll().speaker();
    }

    private void dropOld() {
        while (!queue.isEmpty() && current.get(queue.peek().speaker()) != queue.peek()) {
            queue.poll();
        }
    }
}
