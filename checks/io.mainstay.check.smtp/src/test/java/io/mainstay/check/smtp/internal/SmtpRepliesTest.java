// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpRepliesTest {
    private final SmtpReplies replies = new SmtpReplies();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void isTheSameInPiecesOfAnySize() {
        String text = "250-first\r\n250-\r\n250 last\r\n221 bye\r\n";
        SmtpReply expected = new SmtpReply(250, List.of("first", "", "last"));
        for (int size = 1; size <= text.length(); size++) {
            SmtpReplies fresh = new SmtpReplies();
            SmtpReply first = null;
            SmtpReply second = null;
            for (int at = 0; at < text.length(); at += size) {
                ByteBuffer piece = bytes(text.substring(at, Math.min(text.length(), at + size)));
                for (SmtpReply r = fresh.next(piece); r != null; r = fresh.next(piece)) {
                    second = first == null ? null : r;
                    first = first == null ? r : first;
                }
            }
            assertThat(first).isEqualTo(expected);
            assertThat(second).isEqualTo(new SmtpReply(221, List.of("bye")));
        }
    }

    @Test
    void leavesWhatFollowsAReply() {
        ByteBuffer in = bytes("220 go\r\nmore");
        assertThat(replies.next(in)).isNotNull();
        assertThat(in.remaining()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "22\r\n", "2a0 x\r\n", "220x\r\n", "099 x\r\n", "HTTP/1.1 400\r\n"})
    void whatIsNoReplyIsSaidSo(String text) {
        assertThat(replies.next(bytes(text))).isNull();
        assertThat(replies.problem()).contains("not an SMTP reply");
    }

    @Test
    void endlessRepliesAreGivenUp() {
        ByteBuffer in = bytes("250-x\r\n".repeat(SmtpReplies.LIMIT / 7 + 1));
        assertThat(replies.next(in)).isNull();
        assertThat(replies.problem()).contains("64 KiB");
    }

    @Test
    void isShownInOneCleanLine() {
        assertThat(new SmtpReply(220, List.of("")).shown()).isEqualTo("220");
        assertThat(new SmtpReply(220, List.of("a\u0007b", "c")).shown()).isEqualTo("220 a.b (of 2 lines)");
        assertThat(new SmtpReply(220, List.of("x".repeat(200))).shown()).hasSizeLessThan(110);
    }
}
