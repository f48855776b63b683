// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Certificate;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mainstay genhash} against nginx, and against keepalived's own where that is installed. */
class GenhashSystemTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needsNginx() {
        assumeTrue(Nginx.isInstalled(), "there is no nginx");
    }

    private static Exec.Result ours(List<String> words) {
        List<String> all = new ArrayList<>(List.of("genhash"));
        all.addAll(words);
        return Distribution.built().run(all.toArray(String[]::new));
    }

    private static String digest(List<String> words) {
        Exec.Result result = ours(words);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out().strip();
    }

    /** Every way to ask has the same answer, and keepalived's genhash agrees. */
    private static void agree(List<String> words) {
        String digest = digest(words);
        assertThat(digest).matches("[0-9a-f]{32}");
        if (Exec.isInstalled("genhash")) {
            List<String> all = new ArrayList<>(List.of("genhash"));
            all.addAll(words);
            assertThat(digest).isEqualTo(Exec.run(all).out().strip());
        }
    }

    @Test
    void theDigestIsThatOfTheBody() {
        try (Nginx nginx = Nginx.http(folder, "hello")) {
            List<String> words = List.of("-s", nginx.address(), "-p", String.valueOf(nginx.port()), "-u", "/");
            assertThat(digest(words)).isEqualTo("b1946ac92492d2347c6235b4d2611184");
            for (String protocol : List.of("1.0", "1.0c", "1.1")) {
                List<String> more = new ArrayList<>(words);
                more.addAll(List.of("-P", protocol, "-V", "www.example.org"));
                agree(more);
            }
            agree(List.of("--server", nginx.address(), "--port", String.valueOf(nginx.port()), "--url", "/broken"));
        }
    }

    @Test
    void theDigestIsTheSameOverTls() {
        try (Nginx nginx = Nginx.https(folder, "hello", Certificate.selfSigned(folder, "www.example.org"))) {
            List<String> words = List.of("-S", "-s", nginx.address(), "-p", String.valueOf(nginx.port()), "-u", "/");
            assertThat(digest(words)).isEqualTo("b1946ac92492d2347c6235b4d2611184");
            agree(words);
            List<String> named = new ArrayList<>(words);
            named.addAll(List.of("-I", "-V", "www.example.org"));
            agree(named);
        }
    }

    @Test
    void aLinkNamedGenhashAndKeepalivedsOptionAreTheSame() throws IOException {
        try (Nginx nginx = Nginx.http(folder, "hello")) {
            Path link = Files.createSymbolicLink(
                    folder.resolve("genhash"), Distribution.built().script());
            List<String> words = List.of("-s", nginx.address(), "-p", String.valueOf(nginx.port()), "-u", "/");
            List<String> linked = new ArrayList<>(List.of(link.toString()));
            linked.addAll(words);
            assertThat(Exec.run(linked).out().strip()).isEqualTo(digest(words));
            List<String> option = new ArrayList<>(List.of("-T"));
            option.addAll(words);
            assertThat(Distribution.built()
                            .run(option.toArray(String[]::new))
                            .out()
                            .strip())
                    .isEqualTo(digest(words));
        }
    }

    @Test
    void whereNobodyListensThereIsNoDigest() {
        Exec.Result result = ours(List.of("-s", "127.0.0.1", "-p", "1", "-u", "/"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("the connection failed");
    }
}
