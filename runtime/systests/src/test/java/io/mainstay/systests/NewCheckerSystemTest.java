// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.HelloServer;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plugins-examples/new-checker} makes builds, passes its own tests, and works when its jar is dropped in. */
class NewCheckerSystemTest {
    private static final Path SCRIPT = Path.of("../../plugins-examples/new-checker");

    @TempDir
    Path folder;

    @Test
    void aNewProjectsJarWorks() throws IOException {
        assumeTrue(Exec.isInstalled("mvn"), "there is no mvn");
        Path project = folder.resolve("project");
        Exec.Result made =
                Exec.run(List.of(SCRIPT.toString(), "LDAP_BIND_CHECK", "com.acme.ldapbind", project.toString()));
        assertThat(made.exitCode()).as(made.err()).isZero();
        Exec.Result built = Exec.run(List.of("mvn", "-q", "-B", "-o", "-f", project.toString(), "package"));
        assertThat(built.exitCode()).as(built.out()).isZero();

        try (HelloServer server = new HelloServer();
                MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                        .configure("virtual_server " + Loopback.next() + " 80 {\n" + Configs.TIMING + "real_server "
                                + server.inConfig() + " {\nLDAP_BIND_CHECK {\nexpect hello\n}\n}\n}\n")
                        .start()) {
            Files.copy(
                    project.resolve("target/ldap-bind-check-1.0.0.jar"),
                    mainstay.plugins().resolve("ldap-bind-check.jar"));
            mainstay.await(
                    "the check has been probed",
                    () -> server.visits() > 0
                            && mainstay.check("LDAP_BIND_CHECK")
                                    .get("suspended")
                                    .isJsonNull());
            assertThat(mainstay.ctl("checker", "LDAP_BIND_CHECK").out()).contains("com.acme.ldapbind", "expect EXPECT");
        }
    }

    @Test
    void wrongWordsAreRefused() {
        assertThat(Exec.run(List.of(SCRIPT.toString(), "ldap", "com.acme", folder + "/x"))
                        .err())
                .contains("'ldap' is not a type");
        assertThat(Exec.run(List.of(SCRIPT.toString(), "LDAP_CHECK", "acme", folder + "/x"))
                        .err())
                .contains("'acme' is not a package");
        assertThat(Exec.run(List.of(SCRIPT.toString(), "LDAP_CHECK", "com.acme", folder.toString()))
                        .err())
                .contains("exists");
    }
}
