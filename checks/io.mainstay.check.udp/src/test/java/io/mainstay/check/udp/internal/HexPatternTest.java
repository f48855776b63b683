// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HexPatternTest {

    private static String bytes(String... words) {
        return HexFormat.of()
                .formatHex(HexPattern.of(List.of(words), false).orElseThrow().value());
    }

    private static int mismatch(String pattern, String reply) {
        return HexPattern.of(List.of(pattern), true)
                .orElseThrow()
                .mismatch(ByteBuffer.wrap(HexFormat.of().parseHex(reply)));
    }

    @Test
    void readsPairsAndLoneDigits() {
        assertThat(bytes("Ab12f", "3", "456")).isEqualTo("ab120f034506");
        assertThat(bytes("Ab12f 3 456")).isEqualTo("ab120f034506");
    }

    @Test
    void refusesWhatIsNoHexadecimal() {
        for (String bad : List.of("", " ", "0g", "1x", "é")) {
            assertThat(HexPattern.of(List.of(bad), false)).as(bad).isEmpty();
        }
        assertThat(HexPattern.of(List.of("xyz"), true)).isEmpty();
    }

    @Test
    void comparesDigitsUpToTheShorterLength() {
        assertThat(mismatch("01x2 xX", "01f2ff")).isEqualTo(-1);
        assertThat(mismatch("01x2", "01f3")).isEqualTo(1);
        assertThat(mismatch("0102", "0102030405")).isEqualTo(-1);
        assertThat(mismatch("0102030405", "01")).isEqualTo(-1);
        assertThat(mismatch("0102030405", "02")).isEqualTo(0);
        assertThat(mismatch("01 x", "010f")).isEqualTo(-1);
        assertThat(mismatch("01 x", "011f")).isEqualTo(1);
    }

    @Test
    void longDatagramsAreShownInPart() {
        assertThat(HexPattern.shown(ByteBuffer.wrap(new byte[100]))).isEqualTo("00".repeat(32) + "…");
    }
}
