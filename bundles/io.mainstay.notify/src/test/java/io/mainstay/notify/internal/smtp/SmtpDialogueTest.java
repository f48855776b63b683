// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtpDialogueTest {
    private static final MailMessage MESSAGE =
            new MailMessage("L <l@x>", List.of("A <a@x>", "b@x"), "s", "body", MailMessageTest.DATE);

    private final List<String> sent = new ArrayList<>();
    private SmtpDialogue dialogue = SmtpDialogue.of(MESSAGE, "host");
    private String problem = "";

    @Test
    void goesThroughAllPhases() {
        replies("220 hi", "250 hello", "250 ok", "250 ok", "251 will forward", "354 go", "250 queued", "221 bye");

        assertThat(sent)
                .containsExactly(
                        "HELO host\r\n",
                        "MAIL FROM:<l@x>\r\n",
                        "RCPT TO:<a@x>\r\n",
                        "RCPT TO:<b@x>\r\n",
                        "DATA\r\n",
                        MESSAGE.data(),
                        "QUIT\r\n",
                        "");
        assertThat(dialogue.phase()).isEqualTo(SmtpDialogue.Phase.DONE);
        assertThat(problem).isEmpty();
    }

    @Test
    void oneRefusedRecipientDoesNotKeepTheOtherFromTheMail() {
        replies("220 hi", "250 hello", "250 ok", "550 unknown", "250 ok", "354 go", "250 queued");

        assertThat(dialogue.refused()).containsExactly("A <a@x>: 550 unknown");
        assertThat(problem).isEmpty();
        assertThat(sent).contains(MESSAGE.data());
    }

    @Test
    void withoutAnyRecipientThereIsNoMail() {
        replies("220 hi", "250 hello", "250 ok", "550 unknown", "451 later");

        assertThat(problem).contains("none of the recipients", "550 unknown", "451 later", "notification_email");
        assertThat(sent).doesNotContain(MESSAGE.data()).endsWith("QUIT\r\n");
    }

    @Test
    void aRefusalInAnyPhaseEndsTheDialogueWithItsReply() {
        List<String> good = List.of("220 hi", "250 ok", "250 ok", "250 ok", "250 ok", "354 go", "250 ok");
        for (int bad : new int[] {0, 1, 2, 5, 6}) {
            dialogue = SmtpDialogue.of(MESSAGE, "host");
            problem = "";
            good.subList(0, bad).forEach(this::reply);
            reply("554 go away");
            assertThat(problem).as("phase %d", bad).contains("554 go away");
            assertThat(dialogue.phase()).isEqualTo(SmtpDialogue.Phase.DONE);
        }
    }

    @Test
    void whatIsNoReplyIsQuoted() {
        reply("SSH-2.0-OpenSSH_9");

        assertThat(problem).contains("\"SSH-2.0-OpenSSH_9\", which is no SMTP reply");
    }

    private void replies(String... lines) {
        List.of(lines).forEach(this::reply);
    }

    private void reply(String line) {
        SmtpDialogue.Step step = dialogue.on(SmtpReply.of(line));
        dialogue = step.dialogue();
        sent.add(step.send());
        step.problem().ifPresent(p -> problem = p);
    }
}
