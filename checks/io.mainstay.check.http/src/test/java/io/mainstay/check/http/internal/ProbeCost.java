// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.checksupport.ClientConnector;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lane;
import io.mainstay.testkit.check.OptionText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * What a probe costs without the engine: {@code ProbeCost tcp|http RATE SECONDS PORT [nio]}, against a listener of another
 * process on all loopback addresses. Prints CPU microseconds per probe, of this process, for each second. A tool, not a test.
 */
final class ProbeCost {
    private static final int SERVERS = 5000;
    private static final double TICK_MICROS = 10_000; // of /proc/self/stat

    private long passed;
    private long failed;
    private String lastFailure = "";

    private ProbeCost() {}

    public static void main(String[] args) throws Exception {
        new ProbeCost()
                .run(
                        args[0],
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        args.length > 4);
    }

    private void run(String kind, int rate, int seconds, int port, boolean nio) throws Exception {
        Lane lane = (nio ? NettyLanes.onNio() : NettyLanes.onEpoll()).open("cost");
        List<AsyncChecker> checkers = checkers(kind, port);
        Context context = new Context(lane);
        int perBatch = Math.max(1, rate / 500);
        long pauseNanos = 1_000_000_000L * perBatch / rate;
        long start = System.nanoTime();
        long next = start;
        long cpu = cpuTicks();
        long reported = start;
        long before = 0;
        for (int i = 0; next - start < seconds * 1_000_000_000L; ) {
            int from = i;
            lane.execute(() -> {
                for (int j = from; j < from + perBatch; j++) {
                    checkers.get(j % SERVERS).probe(context).thenAccept(this::count);
                }
            });
            i += perBatch;
            next += pauseNanos;
            long now = System.nanoTime();
            if (next - now > 0) {
                LockSupport.parkNanos(next - now);
            }
            if (now - reported > 1_000_000_000L) {
                long cpuNow = cpuTicks();
                long done = passed + failed - before;
                System.out.printf(
                        "%d/s  %.1f us CPU per probe  (%d failed %s)%n",
                        done, (cpuNow - cpu) * TICK_MICROS / Math.max(1, done), failed, lastFailure);
                cpu = cpuNow;
                before += done;
                reported = now;
            }
        }
        lane.close();
    }

    private void count(ProbeResult result) {
        if (result instanceof ProbeResult.Passed) {
            passed++;
        } else {
            failed++;
            lastFailure = result.toString();
        }
    }

    private static List<AsyncChecker> checkers(String kind, int port) throws IOException {
        ClientConnector connector = new Connector();
        List<AsyncChecker> checkers = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            Endpoint endpoint = new Endpoint(
                    InetAddress.getByAddress(new byte[] {127, 1, (byte) (i >> 8), (byte) (i & 255)}), port);
            checkers.add(kind.equals("tcp") ? connecting(connector, endpoint) : http(connector, endpoint));
        }
        return checkers;
    }

    private static AsyncChecker connecting(ClientConnector connector, Endpoint endpoint) {
        NetworkOptions network = NetworkOptions.to(endpoint, Duration.ofSeconds(5));
        return new AsyncChecker() {
            @Override
            public String describe() {
                return "";
            }

            @Override
            public Duration timeLimit() {
                return network.connectTimeout();
            }

            @Override
            public CompletionStage<ProbeResult> probe(ProbeContext context) {
                return connector.connect(context, network);
            }
        };
    }

    private static AsyncChecker http(ClientConnector connector, Endpoint endpoint) {
        CheckTarget target =
                new CheckTarget(endpoint, Protocol.TCP, Optional.empty(), Duration.ofSeconds(5), 1, Optional.empty());
        return (AsyncChecker) new HttpCheckerFactory(connector)
                .compile(target, OptionText.of("HTTP_GET", "url {\npath /\n}"))
                .value()
                .orElseThrow();
    }

    private static long cpuTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private record Context(Executor executor) implements ProbeContext, Transcript {
        @Override
        public int step() {
            return 0;
        }

        @Override
        public Duration remaining() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Transcript transcript() {
            return this;
        }

        @Override
        public void onCancel(Runnable cancel) {
            // probes of this tool are never cancelled
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void note(String text) {
            // nobody looks
        }

        @Override
        public void note(String pattern, Object first) {
            // nobody looks
        }

        @Override
        public void note(String pattern, Object first, Object second) {
            // nobody looks
        }
    }
}
