// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.plan;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.carp.internal.codec.CarpShape;
import io.mainstay.carp.internal.codec.Expected;
import io.mainstay.carp.internal.codec.TieBreak;
import io.mainstay.carp.internal.machine.CarpRules;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** A configured instance in the terms of codec and machine. */
public final class CarpPlan {
    private CarpPlan() {}

    /** What its machine follows. */
    public static CarpRules rules(CarpInstance config) {
        CarpInstance.Timing timing = config.timing();
        return new CarpRules(
                timing.advbase(),
                timing.advskew(),
                timing.deadRatio(),
                config.preempt(),
                config.scripts().neutral(),
                config.ignoreLinkState(),
                config.demoteCounter());
    }

    /** What decides the digest. */
    public static CarpShape shape(CarpInstance config) {
        return new CarpShape(
                config.vhid(),
                config.password().getBytes(StandardCharsets.UTF_8),
                config.addresses().stream().map(VirtualAddress::address).toList());
    }

    /** What its packets of one family must be like. */
    public static Expected expected(CarpInstance config, Family family, InetAddress source) {
        return new Expected(
                source,
                family.group(config),
                !family.peers(config).isEmpty(),
                switch (config.tieBreak()) {
                    case NUMERIC -> TieBreak.NUMERIC;
                    case UCARP_LITTLE_ENDIAN -> TieBreak.UCARP_LE;
                },
                Expected.Replay.valueOf(config.replay().name()));
    }
}
