// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNoteTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-11T00:00:00Z, 'expires 2026-01-11, in 10 days'",
        "2026-01-10T23:59:59Z, 'expires 2026-01-10, in 9 days'",
        "2026-01-01T12:00:00Z, 'expires 2026-01-01, in 0 days'",
        "2025-12-31T23:00:00Z, 'expires 2025-12-31, which was 0 days ago'",
        "2025-12-29T23:00:00Z, 'expires 2025-12-29, which was 2 days ago'"
    })
    void tellsWholeDays(String end, String text) {
        assertThat(CertificateNote.expiry(Instant.parse(end), Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(text);
    }
}
