// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Certificate;
import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.HttpClients;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.Nginx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx dies and comes back, under load. */
class BackEndFailureSystemTest {
    private static final int CLIENTS = 4;

    /** delay_loop + one retry + the connection time limit of both probes, and a second for a busy machine. */
    private static final Duration CONFIGURED = Duration.ofMillis(1000 + 200 + 2 * 1000 + 1000);

    @TempDir
    Path folder;

    @BeforeAll
    static void nginx() {
        assumeTrue(Nginx.isInstalled(), "SKIPPED: there is no nginx; on Debian: apt-get install nginx-light");
    }

    @Test
    void aDeadBackEndIsOutInTimeAndBackAfterRecoveryWithoutAFailedRequest() {
        String address = Loopback.next();
        try (Nginx one = Nginx.http(folder, "one");
                Nginx two = Nginx.http(folder, "two");
                MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                        .configure(Configs.balance(address, Configs.HTTP, List.of(one, two)))
                        .start()) {
            mainstay.await("both are up", () -> up(mainstay, one) && up(mainstay, two));
            try (HttpClients clients = HttpClients.start(address, 80, CLIENTS)) {
                mainstay.await(
                        "both answer",
                        () -> clients.answersSince(System.nanoTime() - 500_000_000L)
                                        .size()
                                == 2);

                one.kill();
                long killed = System.nanoTime();
                mainstay.await("it is out of rotation", () -> !up(mainstay, one));
                long out = System.nanoTime();
                assertThat(Duration.ofNanos(out - killed)).isLessThan(CONFIGURED);
                mainstay.await(
                        "the other one carries on",
                        () -> clients.answersSince(out).getOrDefault("two", 0) > 50);
                assertThat(clients.answersSince(out)).containsOnlyKeys("two");

                one.start();
                mainstay.await("it is back", () -> up(mainstay, one));
                long back = System.nanoTime();
                mainstay.await(
                        "it answers again", () -> clients.answersSince(back).getOrDefault("one", 0) > 10);

                assertThat(clients.failures())
                        .as("only requests that were in flight to the dead one may fail")
                        .hasSizeLessThanOrEqualTo(CLIENTS)
                        .allMatch(request -> request.startedNanos() - killed < 0);
            }
            assertThat(mainstay.stop()).isZero();
        }
    }

    @Test
    void httpsBackEndsAreCheckedWithSslGet() {
        String address = Loopback.next();
        Certificate certificate = Certificate.selfSigned(folder, "backend.test");
        try (Nginx one = Nginx.https(folder, "one", certificate);
                Nginx two = Nginx.https(folder, "two", certificate);
                MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                        .configure(Configs.balance(address, Configs.HTTPS, List.of(one, two)))
                        .start()) {
            mainstay.await("both are up", () -> up(mainstay, one) && up(mainstay, two));
            mainstay.await(
                    "a probe has passed",
                    () -> mainstay.check(one.endpoint()).get("decided").getAsBoolean());
            assertThat(mainstay.ctl("probe", one.endpoint()).exitCode()).isZero();

            two.kill();
            mainstay.await("it is out of rotation", () -> !up(mainstay, two));
            assertThat(up(mainstay, one)).isTrue();

            two.start();
            mainstay.await("it is back", () -> up(mainstay, two));
        }
    }

    private static boolean up(MainstayProcess mainstay, Nginx backEnd) {
        return mainstay.stateOf(backEnd.endpoint()).equals("up");
    }
}
