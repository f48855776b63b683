// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Whatever comes, in whatever pieces: no exception, and the same result as in one piece. */
class ResponseParserFuzzTest {

    private record Seen(ResponseParser.Progress progress, int status, long body, boolean chunked, String problem) {}

    @FuzzTest(maxDuration = "30s")
    void isTheSameInAnyPieces(FuzzedDataProvider data) {
        int pieceSize = data.consumeInt(1, 64);
        byte[] response = data.consumeRemainingAsBytes();
        Seen whole = parse(response, Math.max(1, response.length));
        Seen pieces = parse(response, pieceSize);
        // The start of the offending line is quoted as far as it has come.
        boolean same = whole.progress() == pieces.progress()
                && (whole.progress() == ResponseParser.Progress.BAD
                        || (whole.status() == pieces.status()
                                && whole.body() == pieces.body()
                                && whole.chunked() == pieces.chunked()));
        if (!same) {
            throw new AssertionError("whole: " + whole + ", in pieces of " + pieceSize + ": " + pieces);
        }
    }

    private static Seen parse(byte[] response, int pieceSize) {
        long[] body = new long[1];
        ResponseParser parser = new ResponseParser(status -> false, bytes -> {
            body[0] += bytes.remaining();
            bytes.position(bytes.limit());
        });
        for (int i = 0; i < response.length; i += pieceSize) {
            parser.feed(ByteBuffer.wrap(response, i, Math.min(pieceSize, response.length - i)));
        }
        ResponseParser.Progress progress = parser.end();
        return new Seen(progress, parser.status(), body[0], parser.chunked(), parser.problem());
    }
}
