// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/**
 * The effects of one event, in order. The caller owns it, clears it before each event and executes it afterwards.
 *
 * <p>Thread-safety: confined to the time-critical loop.
 */
public final class Effects {
    /** More than any event has. */
    private static final int MOST = 16;

    private final Effect[] kinds = new Effect[MOST];
    private final Cause[] causes = new Cause[MOST];
    private final long[] values = new long[MOST];
    private int size;

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public Effect kind(int index) {
        return kinds[index];
    }

    /** {@link Cause#NONE} but for transitions. */
    public Cause cause(int index) {
        return causes[index];
    }

    public long value(int index) {
        return values[index];
    }

    void add(Effect kind) {
        add(kind, Cause.NONE, 0);
    }

    void add(Effect kind, long value) {
        add(kind, Cause.NONE, value);
    }

    void add(Effect kind, Cause cause, long value) {
        kinds[size] = kind;
        causes[size] = cause;
        values[size] = value;
        size++;
    }

    /** For tests and debugging: effects with their values, separated by spaces. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : " ").append(kinds[i]);
            if (causes[i] != Cause.NONE) {
                text.append('(').append(causes[i]).append(' ').append(values[i]).append(')');
            } else if (values[i] != 0 || kinds[i] == Effect.ADVERT || kinds[i] == Effect.ADVSKEW_CHANGED) {
                text.append('(').append(values[i]).append(')');
            }
        }
        return text.toString();
    }
}
