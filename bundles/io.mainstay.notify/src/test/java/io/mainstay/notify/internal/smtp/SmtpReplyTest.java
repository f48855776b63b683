// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {

    @Test
    void readsCodeTextAndWhetherMoreFollows() {
        assertThat(SmtpReply.of("250 ok")).isEqualTo(new SmtpReply(250, true, "ok"));
        assertThat(SmtpReply.of("250-first")).isEqualTo(new SmtpReply(250, false, "first"));
        assertThat(SmtpReply.of("220")).isEqualTo(new SmtpReply(220, true, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "25", "2500", "25x ok", "SSH-2.0-OpenSSH", "199 no", "600 no", "250_ok"})
    void anythingElseIsNoReply(String line) {
        assertThat(SmtpReply.of(line)).isEqualTo(new SmtpReply(0, true, line));
    }
}
