// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

/**
 * What the wires do to packets.
 *
 * @param delayNanos that each takes
 * @param jitterNanos at most taken in addition, evenly distributed; what is sent later may arrive earlier by it
 * @param loss part of the packets that is lost, 0 to 1
 * @param duplication part of the packets that arrives twice, 0 to 1
 */
public record Quality(long delayNanos, long jitterNanos, double loss, double duplication) {
    public static final Quality GOOD = new Quality(200_000, 0, 0, 0);

    public Quality {
        if (delayNanos < 0 || jitterNanos < 0) {
            throw new IllegalArgumentException("a packet cannot arrive before it is sent");
        }
        if (!(loss >= 0 && loss <= 1) || !(duplication >= 0 && duplication <= 1)) {
            throw new IllegalArgumentException("loss " + loss + " and duplication " + duplication + " must be in 0..1");
        }
    }

    public Quality withDelay(long delay, long jitter) {
        return new Quality(delay, jitter, loss, duplication);
    }

    public Quality withLoss(double value) {
        return new Quality(delayNanos, jitterNanos, value, duplication);
    }

    public Quality withDuplication(double value) {
        return new Quality(delayNanos, jitterNanos, loss, value);
    }
}
