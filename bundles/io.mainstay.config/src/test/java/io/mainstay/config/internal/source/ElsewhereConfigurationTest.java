// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElsewhereConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void whatExistsOnlyOnTheOtherHostIsNoError() throws IOException {
        Interpretation read = read("""
                global_defs {
                    script_user nobody_here
                    enable_script_security
                }
                vrrp_script chk {
                    script "/no/such/script"
                }
                vrrp_instance VI_1 {
                    interface no_such_if0
                    virtual_router_id 51
                    virtual_ipaddress { 192.0.2.100/24 }
                    track_script { chk }
                }
                """);

        assertThat(read.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
        assertThat(read.state().vrrp().instance("VI_1")).isPresent();
        assertThat(read.state().vrrp().scripts()).hasSize(1);
    }

    @Test
    void linesForTheHostOnlyAreItsOwn() throws IOException {
        Interpretation read = read("""
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    @a priority 150
                    @b priority 90
                    virtual_ipaddress { 192.0.2.100 }
                }
                """);

        assertThat(read.state().vrrp().instance("VI_1").orElseThrow().priority())
                .isEqualTo(150);
    }

    @Test
    void mistakesAreFoundAsEver() throws IOException {
        assertThat(read("vrrp_instance VI_1 {\n  virtual_router_id 300\n}\n").diagnostics())
                .filteredOn(Diagnostic::isError)
                .isNotEmpty();
    }

    private Interpretation read(String text) throws IOException {
        Path file = folder.resolve("a.conf");
        Files.writeString(file, text);
        return new ElsewhereConfiguration().read(file.toString(), "a");
    }
}
