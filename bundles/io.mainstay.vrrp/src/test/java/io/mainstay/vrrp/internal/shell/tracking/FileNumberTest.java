// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNumberTest {
    @Test
    void firstNumberCounts() {
        assertThat(FileNumber.of("5\n")).isEqualTo(5);
        assertThat(FileNumber.of("  -60 and 7")).isEqualTo(-60);
        assertThat(FileNumber.of("+12x")).isEqualTo(12);
    }

    @Test
    void whatIsNoNumberIsZero() {
        assertThat(FileNumber.of("")).isZero();
        assertThat(FileNumber.of("garbage")).isZero();
        assertThat(FileNumber.of("- 3")).isZero();
        assertThat(FileNumber.of("\n\n")).isZero();
    }

    @Test
    void anyLengthIsSurvived() {
        assertThat(FileNumber.of("9".repeat(5000))).isEqualTo(999_999_999_999_999_999L);
    }
}
