// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.platform.net.LoopSettings;
import io.mainstay.platform.net.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Asks the kernel to schedule the calling thread, and to treat the process, as settings say. Loop thread only. */
final class ThreadSchedule {
    private static final long INFINITY = -1;

    private final NativeMemory scratch = new NativeMemory(1024);
    private LoopSettings current = LoopSettings.NORMAL;
    private int priority;

    /** SCHED_RR priority now; 0 for none. */
    int priority() {
        return priority;
    }

    /** Applies what differs from before; a sentence per refusal. */
    List<String> apply(LoopSettings wanted) {
        List<String> refusals = new ArrayList<>();
        if (wanted.realtimePriority() > 0 || !wanted.realtimeLimit().equals(current.realtimeLimit())) {
            limit(wanted, refusals);
        }
        if (wanted.realtimePriority() != priority) {
            String refusal = realtime(wanted.realtimePriority());
            if (!refusal.isEmpty()) {
                refusals.add(refusal);
            }
        }
        if (wanted.nice() != current.nice()) {
            add(
                    refusals,
                    "setpriority",
                    "nice " + wanted.nice(),
                    Libc.C.setpriority(Sys.PRIO_PROCESS, 0, wanted.nice()));
        }
        if (!wanted.cpus().equals(current.cpus())) {
            affinity(wanted, refusals);
        }
        if (wanted.lockMemory() != current.lockMemory()) {
            if (wanted.lockMemory()) {
                int flags = Sys.MCL_CURRENT | Sys.MCL_FUTURE | Sys.MCL_ONFAULT;
                add(refusals, "mlockall", "current, future, on fault", Libc.C.mlockall(flags));
            } else {
                add(refusals, "munlockall", "", Libc.C.munlockall());
            }
        }
        if (wanted.oomScore() != null && !wanted.oomScore().equals(current.oomScore())) {
            try {
                Files.writeString(
                        Path.of("/proc/self/oom_score_adj"), wanted.oomScore().toString());
            } catch (IOException e) {
                refusals.add("the OOM score of the process was not set to " + wanted.oomScore() + ": " + e);
            }
        }
        current = wanted;
        return refusals;
    }

    /** SCHED_RR with this priority, or back to the normal scheduler; empty when done. */
    String realtime(int wanted) {
        scratch.bytes().putInt(0, wanted);
        int policy = wanted > 0 ? Sys.SCHED_RR | Sys.SCHED_RESET_ON_FORK : Sys.SCHED_OTHER;
        int errno = Fd.result(Libc.C.sched_setscheduler(0, policy, scratch.address()));
        if (errno != 0) {
            return SystemCallException.describe("sched_setscheduler", "SCHED_RR, priority " + wanted, errno, "");
        }
        priority = wanted;
        return "";
    }

    private void limit(LoopSettings wanted, List<String> refusals) {
        long micros = wanted.realtimeLimit().toNanos() / 1_000;
        scratch.bytes().putLong(0, micros == 0 ? INFINITY : micros).putLong(8, micros == 0 ? INFINITY : micros);
        add(
                refusals,
                "prlimit",
                "RLIMIT_RTTIME " + micros + " us",
                Libc.C.prlimit(0, Sys.RLIMIT_RTTIME, scratch.address(), 0));
    }

    private void affinity(LoopSettings wanted, List<String> refusals) {
        BitSet mask = new BitSet();
        if (wanted.cpus().isEmpty()) {
            mask.set(0, 1024);
        } else {
            wanted.cpus().stream().filter(cpu -> cpu >= 0 && cpu < 1024).forEach(mask::set);
        }
        for (int i = 0; i < 128; i++) {
            scratch.bytes().put(i, (byte) 0);
        }
        scratch.bytes().put(0, mask.toByteArray());
        add(
                refusals,
                "sched_setaffinity",
                "processors " + wanted.cpus(),
                Libc.C.sched_setaffinity(0, 128, scratch.address()));
    }

    private static void add(List<String> refusals, String call, String arguments, int result) {
        int errno = Fd.result(result);
        if (errno != 0) {
            refusals.add(SystemCallException.describe(call, arguments, errno, ""));
        }
    }
}
