// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.nio.charset.StandardCharsets;

/** Hash functions whose values never change: balancers of one cluster must agree. Pure. */
final class Hash {
    private Hash() {}

    /** A bijection whose every output bit depends on every input bit (the finalizer of SplitMix64). */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    static long of(String text, long seed) {
        long hash = mix(seed);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash ^ (b & 0xff));
        }
        return hash;
    }
}
