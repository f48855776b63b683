// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.HttpClients;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.Nginx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP with good and with bad files, with connections open. */
class ReloadSystemTest {
    @TempDir
    Path folder;

    private final String address = Loopback.next();
    private Nginx one;
    private Nginx two;
    private MainstayProcess mainstay;

    @BeforeAll
    static void nginx() {
        assumeTrue(Nginx.isInstalled(), "SKIPPED: there is no nginx; on Debian: apt-get install nginx-light");
    }

    @BeforeEach
    void start() {
        one = Nginx.http(folder, "one");
        two = Nginx.http(folder, "two");
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                .configure(good())
                .start();
        mainstay.await("both are up", () -> up(one) && up(two));
    }

    @AfterEach
    void stop() {
        mainstay.close();
        one.close();
        two.close();
    }

    private String good() {
        return Configs.balance(address, Configs.HTTP, List.of(one, two));
    }

    private boolean up(Nginx backEnd) {
        return mainstay.stateOf(backEnd.endpoint()).equals("up");
    }

    private long probes(Nginx backEnd) {
        return mainstay.check(backEnd.endpoint()).get("probes").getAsLong();
    }

    /** A connection through the balancer on which a request is begun but not ended. */
    private Socket halfARequest() throws IOException {
        Socket socket = new Socket(address, 80);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write("GET / HTTP/1.0\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String theOtherHalf(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("Host: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        long number = mainstay.configurationNumber();
        long probes = probes(one);
        try (Socket connection = halfARequest()) {
            mainstay.configure(
                    good().replace("lb_algo rr", "lb_algo nosuch").replace("real_server " + two.inConfig(), "# "));
            mainstay.signal("HUP");
            mainstay.awaitLog("the configuration is refused");

            assertThat(mainstay.log()).contains(mainstay.config() + ":").contains("nosuch");
            assertThat(mainstay.configurationNumber()).isEqualTo(number);
            assertThat(up(one)).isTrue();
            assertThat(up(two)).isTrue();
            assertThat(probes(one)).isGreaterThanOrEqualTo(probes);
            assertThat(theOtherHalf(connection)).startsWith("HTTP/1.1 200");
        }
        assertThat(HttpClients.body(address, 80)).isIn("one", "two");
    }

    @Test
    void anUnchangedFileTouchesNeitherChecksNorConnections() throws Exception {
        long number = mainstay.configurationNumber();
        mainstay.await("some probes", () -> probes(one) >= 2);
        long before = probes(one);
        try (Socket connection = halfARequest()) {
            mainstay.signal("HUP");
            mainstay.awaitLog("configuration " + (number + 1) + " is current");

            assertThat(probes(one)).as("the check goes on counting").isGreaterThanOrEqualTo(before);
            assertThat(up(one)).isTrue();
            assertThat(theOtherHalf(connection)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aChangeTouchesOnlyWhatChanged() {
        mainstay.await("some probes", () -> probes(one) >= 2);
        long before = probes(one);
        try (Nginx three = Nginx.http(folder, "three");
                HttpClients clients = HttpClients.start(address, 80, 4)) {
            mainstay.configure(Configs.balance(address, Configs.HTTP, List.of(one, three)));
            mainstay.signal("HUP");
            mainstay.await(
                    "the new one is there",
                    () -> mainstay.stateOf(three.endpoint()).equals("up"));
            mainstay.await(
                    "the old one has gone",
                    () -> mainstay.stateOf(two.endpoint()).equals("absent"));
            long changed = System.nanoTime();

            assertThat(probes(one)).as("the unchanged check goes on counting").isGreaterThanOrEqualTo(before);
            mainstay.await(
                    "the new one answers", () -> clients.answersSince(changed).getOrDefault("three", 0) > 10);
            assertThat(clients.answersSince(changed)).containsOnlyKeys("one", "three");
            assertThat(clients.failures()).isEmpty();
        }
    }

    @Test
    void aReloadThroughTheConsoleShowsTheDiagnostics() {
        mainstay.configure(good().replace("lb_algo rr", "lb_algo nosuch"));

        var refused = mainstay.ctl("reload");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out() + refused.err()).contains("nosuch");
        assertThat(HttpClients.body(address, 80)).isIn("one", "two");
    }

    @Test
    void termEndsItAfterOpenConnectionsHaveBeenServed() throws Exception {
        try (Socket connection = halfARequest()) {
            mainstay.signal("TERM");
            mainstay.awaitLog("stopping");

            assertThat(theOtherHalf(connection)).startsWith("HTTP/1.1 200");
        }
        assertThat(mainstay.awaitExit()).isZero();
    }
}
