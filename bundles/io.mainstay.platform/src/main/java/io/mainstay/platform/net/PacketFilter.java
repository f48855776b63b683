// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.ArrayList;
import java.util.List;

/**
 * A classic BPF program: what the kernel hands over to a socket, and what it drops at once. Made from conditions that all must
 * hold. A read beyond the end of the packet drops it.
 *
 * @param program instructions; empty for everything
 */
public record PacketFilter(List<Instruction> program) {
    /** Everything. */
    public static final PacketFilter ALL = new PacketFilter(List.of());

    private static final int LD_ABS = 0x20;
    private static final int LD_IND = 0x40;
    private static final int LDX_MSH = 0xb1;
    private static final int AND_K = 0x54;
    private static final int JMP_JGT = 0x25;
    private static final int JMP_JGE = 0x35;
    private static final int JMP_JA = 0x05;
    private static final int RET_K = 0x06;
    private static final int LD_LEN = 0x80;
    private static final int[] SIZE = {0, 0x10, 0x08, 0, 0x00};
    private static final int WHOLE = 0x4_0000;

    public PacketFilter {
        program = List.copyOf(program);
        if (program.size() > 4096) {
            throw new IllegalArgumentException(program.size() + " instructions: at most 4096");
        }
    }

    /** Hands over only what meets all conditions. */
    public static PacketFilter all(Match... conditions) {
        return all(List.of(conditions));
    }

    /** Hands over only what meets all conditions. */
    public static PacketFilter all(List<Match> conditions) {
        List<Instruction> program = new ArrayList<>();
        for (Match match : conditions) {
            match.load(program);
            if (match.mask() != -1) {
                program.add(new Instruction(AND_K, 0, 0, match.mask()));
            }
            match.select(program);
        }
        program.add(new Instruction(RET_K, 0, 0, WHOLE));
        return new PacketFilter(program);
    }

    /** One BPF instruction. */
    public record Instruction(int code, int jumpTrue, int jumpFalse, int k) {}

    /** Where a field is. */
    public enum Base {
        /** From the first byte of what the socket receives. */
        START,
        /** From the end of an IPv4 header at byte 0 (raw IPv4 sockets). */
        IPV4_PAYLOAD,
        /** From the end of an IPv4 header at byte 14 (link sockets). */
        FRAME_IPV4_PAYLOAD,
        /** No field: the length of what the socket receives. */
        LENGTH
    }

    /**
     * One condition: a field is, under a mask, within one of some ranges.
     *
     * @param base what the offset counts from
     * @param offset in bytes
     * @param size 1, 2 or 4 bytes, big endian
     * @param mask applied before comparing; -1 for none
     * @param ranges inclusive, unsigned
     */
    public record Match(Base base, int offset, int size, int mask, List<Range> ranges) {

        public Match {
            ranges = List.copyOf(ranges);
            if (size != 1 && size != 2 && size != 4) {
                throw new IllegalArgumentException("size " + size + ": 1, 2 or 4 expected");
            }
        }

        /** The field has this value. */
        public static Match is(Base base, int offset, int size, int value) {
            return in(base, offset, size, value, value);
        }

        /** The field is within the range. */
        public static Match in(Base base, int offset, int size, int from, int to) {
            return new Match(base, offset, size, -1, List.of(new Range(from, to)));
        }

        /** The byte has one of these values. */
        public static Match oneOf(Base base, int offset, java.util.SortedSet<Integer> values) {
            List<Range> ranges = new ArrayList<>();
            for (int value : values) {
                int last = ranges.size() - 1;
                if (last >= 0 && ranges.get(last).to() + 1 == value) {
                    ranges.set(last, new Range(ranges.get(last).from(), value));
                } else {
                    ranges.add(new Range(value, value));
                }
            }
            return new Match(base, offset, 1, -1, ranges);
        }

        public Match masked(int bits) {
            return new Match(base, offset, size, bits, ranges);
        }

        private void load(List<Instruction> program) {
            switch (base) {
                case START -> program.add(new Instruction(LD_ABS | SIZE[size], 0, 0, offset));
                case LENGTH -> program.add(new Instruction(LD_LEN, 0, 0, 0));
                case IPV4_PAYLOAD, FRAME_IPV4_PAYLOAD -> {
                    int header = base == Base.IPV4_PAYLOAD ? 0 : 14;
                    program.add(new Instruction(LDX_MSH, 0, 0, header));
                    program.add(new Instruction(LD_IND | SIZE[size], 0, 0, header + offset));
                }
            }
        }

        /** Per range: below its start, or above its end: try the next; else jump behind the drop. */
        private void select(List<Instruction> program) {
            int left = ranges.size() * 3 + 1;
            for (Range range : ranges) {
                left -= 3;
                program.add(new Instruction(JMP_JGE, 0, 2, range.from()));
                program.add(new Instruction(JMP_JGT, 1, 0, range.to()));
                program.add(new Instruction(JMP_JA, 0, 0, left));
            }
            program.add(new Instruction(RET_K, 0, 0, 0));
        }
    }

    /** Both included, unsigned. */
    public record Range(int from, int to) {}
}
