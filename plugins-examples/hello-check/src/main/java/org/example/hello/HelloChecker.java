// SPDX-License-Identifier: Apache-2.0
package org.example.hello;

import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.model.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server is good when the first line that it sends is the expected word. */
record HelloChecker(Endpoint endpoint, String expected, Duration timeLimit) implements BlockingChecker {

    @Override
    public String describe() {
        return "HELLO " + endpoint;
    }

    @Override
    public ProbeResult probe(ProbeContext context) {
        int millis = (int) Math.max(1, timeLimit.toMillis());
        try (Socket socket = new Socket()) {
            context.onCancel(() -> close(socket)); // wakes this thread when the engine has lost interest
            context.transcript().note("connecting to {}", endpoint.toString());
            socket.connect(endpoint.toSocketAddress(), millis);
            socket.setSoTimeout(millis);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            context.transcript().note("it said {}", String.valueOf(line));
            if (line == null) {
                return ProbeResult.failed(FailReason.CLOSED_EARLY, "closed without a word");
            }
            return line.equals(expected)
                    ? ProbeResult.passed("said " + expected)
                    : ProbeResult.failed(
                            FailReason.UNEXPECTED_CONTENT, "said '" + line + "', expected '" + expected + "'");
        } catch (ConnectException e) {
            return ProbeResult.failed(FailReason.REFUSED, "refused the connection");
        } catch (SocketTimeoutException e) {
            return ProbeResult.failed(FailReason.TIMEOUT, "no answer within " + timeLimit.toMillis() + " ms");
        } catch (IOException e) {
            return ProbeResult.failed(FailReason.RESET, String.valueOf(e.getMessage()));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
