// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.HelloServer;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.PluginJar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checker's bundle is dropped in, replaced and taken out while it runs: the example's, built by its own pom. */
class HotDeploySystemTest {
    @TempDir
    Path folder;

    private final HelloServer server = new HelloServer();
    private MainstayProcess mainstay;
    private Path jar;

    @BeforeEach
    void start() {
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                .configure("virtual_server " + Loopback.next() + " 80 {\n"
                        + Configs.TIMING.replace("delay_loop 1", "delay_loop 0.1") + "real_server " + server.inConfig()
                        + " {\nHELLO_CHECK {\nexpect hello\n}\n}\n}\n")
                .start();
        jar = mainstay.plugins().resolve("hello-check.jar");
    }

    @AfterEach
    void stop() {
        mainstay.close();
        server.close();
    }

    private JsonObject check() {
        return mainstay.check("HELLO_CHECK");
    }

    private boolean suspended() {
        return !check().get("suspended").isJsonNull();
    }

    private long probes() {
        return check().get("probes").getAsLong();
    }

    private void drop() throws IOException {
        Files.copy(PluginJar.hello(), jar);
        mainstay.await("the check is alive", () -> !suspended() && probes() > 0);
    }

    @Test
    void aCheckWithoutItsPluginIsSuspendedAndSaysSo() {
        assertThat(check().get("suspended").getAsString()).contains("HELLO_CHECK");
        assertThat(server.visits()).isZero();
    }

    @Test
    void aDroppedPluginBringsTheCheckAlive() throws Exception {
        drop();

        mainstay.await("it is up", () -> check().get("state").getAsString().equals("up"));
        server.say("goodbye");
        mainstay.await("it is down", () -> check().get("state").getAsString().equals("down"));
        assertThat(mainstay.stateOf(server.endpoint())).isEqualTo("down");
    }

    @Test
    void aNewVersionTakesOverAndTheCheckKeepsItsState() throws Exception {
        drop();
        server.say("goodbye");
        mainstay.await("it is down", () -> check().get("state").getAsString().equals("down"));
        long before = probes();

        Path draft = folder.resolve("hello-check-1.1.0.jar");
        Files.write(draft, PluginJar.helloOfVersion("1.1.0"));
        Files.move(draft, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        mainstay.await(
                "the new version serves the check",
                () -> mainstay.ctl("bundles").out().contains("1.1.0"));
        mainstay.await("it goes on probing", () -> probes() > before);
        assertThat(check().get("state").getAsString()).isEqualTo("down");
        assertThat(suspended()).isFalse();
    }

    @Test
    void aHalfCopiedJarIsLeftAloneUntilItIsWhole() throws Exception {
        byte[] bytes = Files.readAllBytes(PluginJar.hello());
        try (OutputStream out = Files.newOutputStream(jar)) {
            out.write(Arrays.copyOf(bytes, bytes.length / 2));
            out.flush();
            mainstay.await(
                    "the half is seen", () -> mainstay.ctl("bundles").out().contains("hello-check.jar"));
            assertThat(suspended()).isTrue();
            assertThat(mainstay.log()).doesNotContain("ERROR");

            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        }

        mainstay.await("the whole is used", () -> !suspended() && probes() > 0);
    }

    @Test
    void aRemovedPluginSuspendsTheCheckWhichKeepsItsState() throws Exception {
        drop();
        mainstay.await("it is up", () -> check().get("state").getAsString().equals("up"));

        Files.delete(jar);

        mainstay.await("it is suspended", this::suspended);
        assertThat(check().get("state").getAsString()).isEqualTo("up");
    }
}
