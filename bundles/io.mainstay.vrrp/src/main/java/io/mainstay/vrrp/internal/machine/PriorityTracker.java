// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/**
 * One tracker of an instance with its latest result, and what it does to the priority. Immutable.
 *
 * <p>With a weight the result moves the priority; with weight 0 a bad result is a fault. {@code reverse} turns the sign
 * around, or with weight 0 makes the good result the fault.
 */
public sealed interface PriorityTracker {
    /** What the priority is raised by; 0 while undecided or in fault. */
    int contribution();

    /** Whether the instance must go to FAULT. */
    boolean faults();

    /** Whether the instance is held in INIT, because there was no result yet. */
    boolean undecided();

    /** The result of an interface, script, process or BFD tracker. */
    enum Result {
        UNDECIDED,
        OK,
        FAILED
    }

    /**
     * A tracker that is good or bad.
     *
     * @param weight -254 to 254
     */
    record Binary(int weight, boolean reverse, Result result) implements PriorityTracker {
        public Binary {
            checkWeight(weight);
        }

        @Override
        public int contribution() {
            boolean counts = weight > 0 && result == Result.OK || weight < 0 && result == Result.FAILED;
            if (!counts) {
                return 0;
            }
            return reverse ? -weight : weight;
        }

        @Override
        public boolean faults() {
            return weight == 0 && result == (reverse ? Result.OK : Result.FAILED);
        }

        @Override
        public boolean undecided() {
            return result == Result.UNDECIDED;
        }
    }

    /**
     * A track file: value times weight, at most 253; -254 and below is a fault. With weight 0 any value but 0 is one.
     *
     * @param weight -254 to 254
     * @param value the first number in the file, 0 when there is none
     */
    record FileValue(int weight, boolean reverse, long value) implements PriorityTracker {
        private static final int MOST = 253;

        public FileValue {
            checkWeight(weight);
        }

        /** Limited, so that no value overflows. */
        private long product() {
            long limited = Math.max(-1_000_000, Math.min(1_000_000, value));
            return limited * (reverse ? -weight : weight);
        }

        @Override
        public int contribution() {
            return faults() ? 0 : (int) Math.min(MOST, product());
        }

        @Override
        public boolean faults() {
            return weight == 0 ? value != 0 != reverse : product() <= -MOST - 1;
        }

        @Override
        public boolean undecided() {
            return false;
        }
    }

    private static void checkWeight(int weight) {
        if (weight < -254 || weight > 254) {
            throw new IllegalArgumentException("weight " + weight + " is not in -254..254");
        }
    }
}
