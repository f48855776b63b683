// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

/** Which of two members with equal timers is preferred: the one with the lower address, whatever "lower" means. */
public enum TieBreak {
    /** As people read addresses. */
    NUMERIC {
        @Override
        int compare(byte[] a, byte[] b) {
            return java.util.Arrays.compareUnsigned(a, 0, b.length, b, 0, b.length);
        }
    },
    /**
     * As ucarp does on x86 and ARM, where it compares addresses as words of memory: the last octet counts most. Members of one
     * /24 agree either way.
     */
    UCARP_LE {
        @Override
        int compare(byte[] a, byte[] b) {
            for (int i = b.length - 1; i >= 0; i--) {
                int difference = (a[i] & 0xff) - (b[i] & 0xff);
                if (difference != 0) {
                    return difference;
                }
            }
            return 0;
        }
    };

    /** Negative when {@code a} is lower than {@code b}; as many bytes count as {@code b} has. */
    abstract int compare(byte[] a, byte[] b);
}
