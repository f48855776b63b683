// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.check.http.internal.ResponseParser.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
    private static final String LENGTH = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
            + "5;name=value\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n";
    private static final String OPEN = "HTTP/1.0 404\nX: y\n\nuntil the end";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private ResponseParser parser = fresh();

    private ResponseParser fresh() {
        body.reset();
        return new ResponseParser(status -> false, bytes -> {
            while (bytes.hasRemaining()) {
                body.write(bytes.get());
            }
        });
    }

    private Progress feed(String text) {
        return parser.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private String body() {
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void endsWithItsContentLength() {
        assertThat(feed(LENGTH)).isEqualTo(Progress.COMPLETE);
        assertThat(parser.status()).isEqualTo(200);
        assertThat(body()).isEqualTo("hello");
    }

    @Test
    void decodesChunks() {
        assertThat(feed(CHUNKED)).isEqualTo(Progress.COMPLETE);
        assertThat(body()).isEqualTo("hello!");
        assertThat(parser.chunked()).isTrue();
        assertThat(parser.cut()).isFalse();
    }

    @Test
    void readsToTheEndWithoutALength() {
        assertThat(feed(OPEN)).isEqualTo(Progress.INCOMPLETE);
        assertThat(parser.end()).isEqualTo(Progress.COMPLETE);
        assertThat(parser.status()).isEqualTo(404);
        assertThat(body()).isEqualTo("until the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED})
    void isIncompleteAtEveryTruncationAndSameInPiecesOfEverySize(String response) {
        for (int cut = 0; cut < response.length(); cut++) {
            parser = fresh();
            assertThat(feed(response.substring(0, cut)))
                    .as("first %d bytes", cut)
                    .isEqualTo(Progress.INCOMPLETE);
            assertThat(feed(response.substring(cut))).as("rest after %d", cut).isEqualTo(Progress.COMPLETE);
            assertThat(body()).startsWith("hello");
        }
        for (int size = 1; size < 20; size++) {
            parser = fresh();
            Progress progress = Progress.INCOMPLETE;
            for (int i = 0; i < response.length(); i += size) {
                progress = feed(response.substring(i, Math.min(response.length(), i + size)));
            }
            assertThat(progress).as("pieces of %d", size).isEqualTo(Progress.COMPLETE);
        }
    }

    @Test
    void closeBeforeTheHeadIsCompleteStaysIncomplete() {
        for (int cut = 0; cut < LENGTH.indexOf("hello"); cut++) {
            parser = fresh();
            feed(LENGTH.substring(0, cut));
            assertThat(parser.end()).as("after %d bytes", cut).isEqualTo(Progress.INCOMPLETE);
        }
    }

    @Test
    void closeWithinTheBodyIsCompleteAndToldOf() {
        feed(LENGTH.substring(0, LENGTH.length() - 2));
        assertThat(parser.end()).isEqualTo(Progress.COMPLETE);
        assertThat(parser.missing()).isEqualTo(2);
        assertThat(body()).isEqualTo("hel");

        parser = fresh();
        feed(CHUNKED.substring(0, CHUNKED.indexOf("lo")));
        assertThat(parser.end()).isEqualTo(Progress.COMPLETE);
        assertThat(parser.cut()).isTrue();
    }

    @Test
    void bytesAfterTheEndAreCounted() {
        assertThat(feed(LENGTH + "more")).isEqualTo(Progress.COMPLETE);
        assertThat(parser.surplus()).isEqualTo(4);
        assertThat(body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified", "101 Switching Protocols"})
    void someStatusesHaveNoBody(String status) {
        assertThat(feed("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n")).isEqualTo(Progress.COMPLETE);
        assertThat(parser.bodyBytes()).isZero();
    }

    @Test
    void interimResponsesAreSkipped() {
        assertThat(feed("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + LENGTH))
                .isEqualTo(Progress.COMPLETE);
        assertThat(parser.status()).isEqualTo(200);
    }

    @Test
    void interimStatusThatIsAcceptedIsTheAnswer() {
        parser = new ResponseParser(status -> status == 100, bytes -> {});
        assertThat(feed("HTTP/1.1 100 Continue\r\n\r\n")).isEqualTo(Progress.COMPLETE);
        assertThat(parser.status()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "x",
                "\r\n",
                "HTTP/1.1\r\n",
                "HTTP/1.1 20\r\n",
                "HTTP/1.1 2000\r\n",
                "HTTP/1.1  200 OK\r\n",
                "HTTP/x.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: five\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5x\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n"
            })
    void garbageIsBadWithAReason(String text) {
        assertThat(feed(text)).isEqualTo(Progress.BAD);
        assertThat(parser.problem()).isNotBlank();
    }

    @Test
    void reasonsShowNoControlCharacters() {
        feed("HTTP/1.1 \u001b[2J\u0000\r\n");
        assertThat(parser.problem()).contains("HTTP/1.1 .[2J.");
    }

    @Test
    void endlessHeadIsBad() {
        feed("HTTP/1.1 200 OK\r\n");
        String line = "X: " + "y".repeat(1000) + "\r\n";
        Progress progress = Progress.INCOMPLETE;
        for (int i = 0; i < 100 && progress == Progress.INCOMPLETE; i++) {
            progress = feed(line);
        }
        assertThat(progress).isEqualTo(Progress.BAD);
        assertThat(parser.problem()).contains("64 KiB");
    }

    @Test
    void repeatedEqualLengthsAndStrangeHeadersAreHarmless() {
        assertThat(feed("HTTP/1.1 200\r\nno colon\r\n folded\r\nCONTENT-length:\t5 \r\nContent-Length: 5\r\n\r\nhello"))
                .isEqualTo(Progress.COMPLETE);
    }

    @Test
    void noInputMakesItThrow() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = CHUNKED.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            parser = fresh();
            parser.feed(ByteBuffer.wrap(bytes));
            parser.end();
        }
    }
}
