// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Fragment;
import org.junit.jupiter.api.Test;

class UcarpSourceTest {
    @Test
    void statementsBecomeABlockWhateverIsInThem() {
        Fragment fragment = new UcarpSource(
                        "interface\u001feth0\u001epassword\u001fa # \"b\" {\u001eaddress\u001f10.0.0.9\u001eup_script\u001f/u\u001froot\u001e")
                .read();

        assertThat(fragment.diagnostics()).isEmpty();
        assertThat(fragment.nodes())
                .hasToString(
                        "[carp_instance ucarp { interface eth0; password a # \"b\" {; virtual_ipaddress { 10.0.0.9; };"
                                + " up_script /u root; }]");
        assertThat(fragment.nodes().get(0).at().toString()).isEqualTo("the command line");
    }

    @Test
    void withoutThePropertyThereIsNothing() {
        assertThat(new UcarpSource((String) null).read()).isEqualTo(Fragment.EMPTY);
    }
}
