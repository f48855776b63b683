// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.config.Values;
import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.carp.internal.codec.AdvertPacket;
import io.mainstay.carp.internal.codec.CarpShape;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.carp.internal.codec.Expected;
import io.mainstay.carp.internal.codec.TieBreak;
import io.mainstay.carp.internal.machine.CarpMachine;
import io.mainstay.carp.internal.machine.CarpRules;
import io.mainstay.carp.internal.machine.Effects;
import java.net.InetAddress;
import java.util.List;

/**
 * Runs what a takeover runs, before there is one: a takeover is the first time that its code is needed, and the worst moment
 * to load classes and to interpret.
 */
final class WarmUp {
    private static final int ROUNDS = 300;

    private WarmUp() {}

    static void run() {
        InetAddress peer = Values.address("192.0.2.1").orElseThrow();
        InetAddress own = Values.address("192.0.2.2").orElseThrow();
        InetAddress group = Values.address("224.0.0.18").orElseThrow();
        CarpShape shape = new CarpShape(
                1, new byte[] {1}, List.of(Values.address("192.0.2.3").orElseThrow()));
        AdvertPacket packet = new AdvertPacket(shape, peer, group, 0);
        AdvertDecoder decoder =
                new AdvertDecoder(shape, new Expected(own, group, false, TieBreak.NUMERIC, Expected.Replay.ACCEPT));
        CarpMachine machine = new CarpMachine(CarpRules.of(1, 0).withPreempt(true));
        Effects fx = new Effects();
        long now = 0;
        for (int i = 0; i < ROUNDS; i++) {
            fx.clear();
            machine.start(now, fx);
            byte[] bytes = packet.prepare(1, 0, 0, i);
            if (decoder.decodeIpv4(bytes, bytes.length) != DropReason.NONE) {
                throw new IllegalStateException("what this process sends, it cannot read");
            }
            fx.clear();
            machine.advert(now, CarpRules.interval(decoder.advbase(), decoder.advskew()), 0, 1, -1, fx);
            now = machine.nextDeadline();
            fx.clear();
            machine.timer(now, fx);
            fx.clear();
            machine.stop(now, false, fx);
        }
    }
}
