// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Replacing a running master.
 *
 * @param allowed false is {@code nopreempt}
 * @param delay {@code preempt_delay}, 0 to 1000 s; 0 unless allowed
 * @param timerExpiredBackup {@code timer_expired_backup}: after a standstill go to BACKUP when a peer may have taken over; the
 *     highest priority among the peers, 1 to 254. Only with {@code nopreempt}
 */
public record Preemption(boolean allowed, Duration delay, OptionalInt timerExpiredBackup) {
    public static final Preemption AT_ONCE = new Preemption(true, Duration.ZERO, OptionalInt.empty());

    public Preemption {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(timerExpiredBackup, "timerExpiredBackup");
    }
}
