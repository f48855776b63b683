// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailMessageTest {
    static final ZonedDateTime DATE = ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

    @Test
    void dataIsHeaderBlankLineStuffedBodyAndDot() {
        MailMessage message = new MailMessage("a@x", List.of("Ops <b@x>", "c@x"), "s", "one\n.two\n..\r\nend", DATE);

        assertThat(message.data())
                .isEqualTo("Date: Fri, 2 Jan 2026 03:04:05 GMT\r\nFrom: a@x\r\nTo: Ops <b@x>,\r\n c@x\r\nSubject: s\r\n"
                        + "X-Mailer: Mainstay\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\none\r\n..two\r\n...\r\nend\r\n.\r\n");
    }

    @Test
    void aSubjectCannotStartAHeader() {
        assertThat(new MailMessage("a@x", List.of("b@x"), "s\r\nBcc: evil@x", "", DATE).data())
                .contains("Subject: s  Bcc: evil@x\r\n");
    }

    @Test
    void aSubjectBeyondAsciiIsEncoded() {
        assertThat(new MailMessage("a@x", List.of("b@x"), "Zürich", "", DATE).data())
                .contains("Subject: =?UTF-8?B?WsO8cmljaA==?=\r\n");
    }

    @Test
    void envelopeTakesWhatIsInAngleBrackets() {
        assertThat(MailMessage.envelope("Ops Team <ops@x>")).isEqualTo("ops@x");
        assertThat(MailMessage.envelope(" ops@x ")).isEqualTo("ops@x");
        assertThat(MailMessage.envelope("ops@x\r\nDATA")).isEqualTo("ops@x  DATA");
    }
}
