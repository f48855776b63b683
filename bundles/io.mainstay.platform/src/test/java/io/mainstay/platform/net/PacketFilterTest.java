// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.net.PacketFilter.Base;
import io.mainstay.platform.net.PacketFilter.Instruction;
import io.mainstay.platform.net.PacketFilter.Match;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Programs are run as the kernel would run them. */
class PacketFilterTest {

    private static boolean passes(PacketFilter filter, int... bytes) {
        List<Instruction> program = filter.program();
        long a = 0;
        int x = 0;
        for (int pc = 0; pc < program.size(); pc++) {
            Instruction i = program.get(pc);
            int at = (i.code() & 0xe0) == 0x40 ? x + i.k() : i.k();
            switch (i.code()) {
                case 0x20, 0x28, 0x30, 0x40, 0x48, 0x50 -> {
                    int size = (i.code() & 0x18) == 0 ? 4 : (i.code() & 0x18) == 8 ? 2 : 1;
                    if (at + size > bytes.length) {
                        return false;
                    }
                    a = 0;
                    for (int n = 0; n < size; n++) {
                        a = a << 8 | bytes[at + n];
                    }
                }
                case 0x80 -> a = bytes.length;
                case 0xb1 -> x = (bytes[i.k()] & 15) * 4;
                case 0x54 -> a &= i.k() & 0xffff_ffffL;
                case 0x25 -> pc += a > (i.k() & 0xffff_ffffL) ? i.jumpTrue() : i.jumpFalse();
                case 0x35 -> pc += a >= (i.k() & 0xffff_ffffL) ? i.jumpTrue() : i.jumpFalse();
                case 0x05 -> pc += i.k();
                case 0x06 -> {
                    return i.k() != 0;
                }
                default -> throw new AssertionError("unknown instruction " + i);
            }
        }
        throw new AssertionError("ran over the end");
    }

    @Test
    void rangesAreInclusiveAndUnsigned() {
        PacketFilter filter = PacketFilter.all(Match.in(Base.START, 0, 4, 0x8000_0000, 0xffff_fffe));
        assertThat(passes(filter, 0x80, 0, 0, 0)).isTrue();
        assertThat(passes(filter, 0xff, 0xff, 0xff, 0xfe)).isTrue();
        assertThat(passes(filter, 0xff, 0xff, 0xff, 0xff)).isFalse();
        assertThat(passes(filter, 0x7f, 0xff, 0xff, 0xff)).isFalse();
        assertThat(passes(filter, 0x80, 0, 0)).as("too short").isFalse();
    }

    @Test
    void everyConditionMustHold() {
        PacketFilter filter = PacketFilter.all(
                Match.is(Base.START, 0, 1, 0x20).masked(0xf0),
                Match.is(Base.LENGTH, 0, 4, 2),
                Match.is(Base.START, 1, 1, 7));
        assertThat(passes(filter, 0x2f, 7)).isTrue();
        assertThat(passes(filter, 0x3f, 7)).isFalse();
        assertThat(passes(filter, 0x2f, 8)).isFalse();
        assertThat(passes(filter, 0x2f, 7, 0)).isFalse();
    }

    @Test
    void anyNumberOfValuesIsFound() {
        TreeSet<Integer> odd = new TreeSet<>();
        for (int i = 1; i < 256; i += 2) {
            odd.add(i);
        }
        PacketFilter filter = PacketFilter.all(Match.oneOf(Base.IPV4_PAYLOAD, 1, odd));
        for (int i = 0; i < 256; i++) {
            int[] packet = new int[26];
            packet[0] = 0x46;
            packet[25] = i;
            assertThat(passes(filter, packet)).as("value %d", i).isEqualTo(i % 2 == 1);
        }
    }

    @Test
    void neighbouringValuesAreOneRange() {
        assertThat(Match.oneOf(Base.START, 0, new TreeSet<>(List.of(1, 2, 3, 9)))
                        .ranges())
                .containsExactly(new PacketFilter.Range(1, 3), new PacketFilter.Range(9, 9));
    }
}
