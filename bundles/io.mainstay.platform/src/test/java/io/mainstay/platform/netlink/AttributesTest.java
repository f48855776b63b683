// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AttributesTest {

    private static Attributes read(byte[] bytes) {
        return new Attributes(bytes, 0, bytes.length);
    }

    private static AttributeWriter sample() {
        return new AttributeWriter()
                .u8(1, 200)
                .u16(2, 60_000)
                .u32(3, -5)
                .u64(4, 1L << 40)
                .net16(5, 0x1234)
                .net32(6, 0x1234_5678)
                .string(7, "wlc")
                .bytes(8, new byte[] {1, 2, 3})
                .flag(9)
                .nest(10, inner -> inner.u32(1, 11).nest(2, deep -> deep.u8(3, 12)));
    }

    @Test
    void whatIsWrittenIsRead() {
        Attributes read = read(sample().toBytes());
        assertThat(read.u8(1, 0)).isEqualTo(200);
        assertThat(read.u16(2, 0)).isEqualTo(60_000);
        assertThat(read.u32(3, 0)).isEqualTo(-5);
        assertThat(read.u64(4, 0)).isEqualTo(1L << 40);
        assertThat(read.net16(5, 0)).isEqualTo(0x1234);
        assertThat(read.bytes(5)).containsExactly(0x12, 0x34);
        assertThat(read.net32(6, 0)).isEqualTo(0x1234_5678);
        assertThat(read.bytes(6)).containsExactly(0x12, 0x34, 0x56, 0x78);
        assertThat(read.string(7)).isEqualTo("wlc");
        assertThat(read.bytes(8)).containsExactly(1, 2, 3);
        assertThat(read.has(9)).isTrue();
        assertThat(read.nested(10).u32(1, 0)).isEqualTo(11);
        assertThat(read.nested(10).nested(2).u8(3, 0)).isEqualTo(12);
        assertThat(read.size()).isEqualTo(10);
        assertThat(read.malformed()).isFalse();
    }

    @Test
    void whatIsMissingOrTooShortIsAbsent() {
        Attributes read = read(new AttributeWriter().u8(1, 1).toBytes());
        assertThat(read.u32(1, -7)).isEqualTo(-7);
        assertThat(read.u32(2, -7)).isEqualTo(-7);
        assertThat(read.bytes(2)).isNull();
        assertThat(read.string(2)).isEmpty();
        assertThat(read.nested(2).size()).isZero();
    }

    @Test
    void theLastOfEqualAttributesCountsAndAllAreThere() {
        Attributes read = read(new AttributeWriter()
                .nest(1, one -> one.u8(1, 1))
                .nest(1, two -> two.u8(1, 2))
                .toBytes());
        assertThat(read.nested(1).u8(1, 0)).isEqualTo(2);
        assertThat(read.all(1)).extracting(each -> each.u8(1, 0)).containsExactly(1, 2);
        assertThat(read.all(-1)).hasSize(2);
    }

    @Test
    void everyTruncationIsSurvivedAndSaid() {
        byte[] whole = sample().toBytes();
        int wellFormed = 0;
        for (int length = 0; length < whole.length; length++) {
            Attributes read = new Attributes(whole, 0, length);
            for (int i = 0; i < read.size(); i++) {
                read.value(i);
                read.nestedAt(i).size();
            }
            wellFormed += read.malformed() ? 0 : 1;
        }
        assertThat(wellFormed)
                .as("only cuts between attributes, and within padding, are not visible")
                .isLessThan(20);
    }

    @Test
    void aListGrowsBeyondItsFirstBuffer() {
        AttributeWriter writer = new AttributeWriter();
        for (int i = 0; i < 500; i++) {
            writer.u32(i % 100, i);
        }
        assertThat(read(writer.toBytes()).size()).isEqualTo(500);
    }

    @Test
    void whatDoesNotFitIntoALengthIsRefused() {
        assertThatThrownBy(() -> new AttributeWriter().bytes(1, new byte[70_000]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
