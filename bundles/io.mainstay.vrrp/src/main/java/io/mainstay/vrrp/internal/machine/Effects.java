// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import java.util.Arrays;

/**
 * The effects of one event, in order. The caller owns it, clears it before each event and executes it afterwards. It grows
 * when a large sync group needs it to, and then never again.
 *
 * <p>Thread-safety: confined to the time-critical loop.
 */
public final class Effects {
    private static final int USUAL = 64;

    private int[] members = new int[USUAL];
    private Effect[] kinds = new Effect[USUAL];
    private Cause[] causes = new Cause[USUAL];
    private long[] values = new long[USUAL];
    private int size;

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** The id of the machine that wants it; -1 for a sync group. */
    public int member(int index) {
        return members[index];
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

    void add(int member, Effect kind) {
        add(member, kind, Cause.NONE, 0);
    }

    void add(int member, Effect kind, long value) {
        add(member, kind, Cause.NONE, value);
    }

    void add(int member, Effect kind, Cause cause, long value) {
        if (size == kinds.length) {
            grow();
        }
        members[size] = member;
        kinds[size] = kind;
        causes[size] = cause;
        values[size] = value;
        size++;
    }

    private void grow() {
        int larger = size * 2;
        members = Arrays.copyOf(members, larger);
        kinds = Arrays.copyOf(kinds, larger);
        causes = Arrays.copyOf(causes, larger);
        values = Arrays.copyOf(values, larger);
    }

    /** For tests and debugging: effects with their values, separated by spaces. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : " ").append(kinds[i]);
            if (causes[i] != Cause.NONE) {
                text.append('(').append(causes[i]).append(' ').append(values[i]).append(')');
            } else if (values[i] != 0 || kinds[i] == Effect.ADVERT || kinds[i] == Effect.RESTORE) {
                text.append('(').append(values[i]).append(')');
            }
        }
        return text.toString();
    }
}
