// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that stand once and are used by several virtual servers, on a file and a program that the test writes. */
class SharedCheckSystemTest {
    @TempDir
    Path folder;

    private MainstayProcess mainstay;

    @BeforeEach
    void prepare() {
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"));
    }

    @AfterEach
    void stop() {
        mainstay.close();
    }

    private static String virtualServers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("virtual_server ")
                    .append(Loopback.next())
                    .append(" 80 {\n")
                    .append(Configs.TIMING);
            text.append("check web\nreal_server 127.0.0.1 9 {\nweight 10\n}\n}\n");
        }
        return text.toString();
    }

    private List<JsonElement> checks() {
        return StreamSupport.stream(
                        JsonParser.parseString(mainstay.ctl("checks", "--json").out())
                                .getAsJsonArray()
                                .spliterator(),
                        false)
                .toList();
    }

    private boolean all(String state) {
        return checks().stream()
                .allMatch(c -> c.getAsJsonObject().get("state").getAsString().equals(state));
    }

    @Test
    void aNumberInAFileTakesAServerOutOfAllItsVirtualServers() throws Exception {
        Path file = Files.writeString(folder.resolve("down"), "0\n");
        mainstay.configure("track_file out {\nfile " + file
                        + "\n}\ncheck web {\nFILE_CHECK {\ntrack_file out\nweight 0\n}\n}\n" + virtualServers(3))
                .start();
        assertThat(checks()).hasSize(3);
        mainstay.await("all are up", () -> all("up"));
        Files.writeString(file, "1\n");
        mainstay.await("all are down", () -> all("down"));
        Files.writeString(file, "0\n");
        mainstay.await("all are up", () -> all("up"));
    }

    @Test
    void equalChecksAreProbedOnce() throws Exception {
        Path runs = Files.createFile(folder.resolve("runs"));
        String check = "check web {\nMISC_CHECK {\nmisc_path \"/bin/sh -c 'echo x >>" + runs + "'\"\n}\n}\n";
        mainstay.configure(check + virtualServers(5)).start();
        mainstay.await(
                "each has four probes",
                () -> checks().stream()
                        .allMatch(c -> c.getAsJsonObject().get("probes").getAsLong() >= 4));
        assertThat(Files.readAllLines(runs).size())
                .as("one of five, and what came while this was read")
                .isBetween(4, 10);
    }

    @Test
    void theCheckerCommandShowsWhatCanBeConfigured() {
        mainstay.configure("check web {\nFILE_CHECK {\nfile /run/x\n}\n}\n" + virtualServers(1))
                .start();
        assertThat(mainstay.ctl("checker", "misc_check").out())
                .contains("misc_path", "required", "misc_dynamic [on|off]", "user NAME [GROUP]", "retry (0 here)");
        assertThat(mainstay.ctl("checker").out()).contains("MISC_CHECK", "FILE_CHECK", "BFD_CHECK");
        assertThat(mainstay.ctl("checker", "MSC_CHECK").err()).contains("did you mean MISC_CHECK?");
    }
}
