// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSupportTest {
    private static final String ALL = "000001ffffffffff";
    private static final String NO_ADMIN = "00000000a80405fb";
    private static final String NO_MODULES = "0000000000001000";

    @TempDir
    Path root;

    @BeforeEach
    void kernel() {
        put("proc/sys/kernel/osrelease", "6.1.0-9-amd64\n");
        put("proc/self/status", "Name:\tjava\nCapEff:\t" + ALL + "\nSeccomp:\t0\n");
    }

    @Test
    void aRunningOneIsPresent() {
        put("proc/net/ip_vs", "IP Virtual Server");

        KernelSupport support = KernelSupport.probe(root);

        assertThat(support.state()).isEqualTo(KernelSupport.State.PRESENT);
        assertThat(support.schedulers()).as("built in: the kernel will say").contains(Scheduler.values());
    }

    @Test
    void schedulersAreThoseWhoseModulesAreThere() {
        put("proc/net/ip_vs", "IP Virtual Server");
        module("ip_vs.ko.xz");
        module("ip_vs_rr.ko.xz");
        module("ip_vs_lblc.ko");
        put("lib/modules/6.1.0-9-amd64/modules.builtin", "kernel/net/netfilter/ipvs/ip_vs_wlc.ko\n");
        put("sys/module/ip_vs_sh/refcnt", "0");

        assertThat(KernelSupport.probe(root).schedulers())
                .containsExactlyInAnyOrder(Scheduler.RR, Scheduler.LBLC, Scheduler.WLC, Scheduler.SH);
    }

    @Test
    void aModuleThatMayBeLoadedCounts() {
        module("ip_vs.ko");
        assertThat(KernelSupport.probe(root).state()).isEqualTo(KernelSupport.State.LOADABLE);

        put("proc/self/status", "CapEff:\t" + NO_MODULES + "\n");
        KernelSupport support = KernelSupport.probe(root);
        assertThat(support.state()).isEqualTo(KernelSupport.State.ABSENT);
        assertThat(support.reason()).contains("CAP_SYS_MODULE").contains("modules-load.d");
    }

    @Test
    void otherLayoutsOfTheModuleFolderAreFoundByTheirList() {
        put("lib/modules/6.1.0-9-amd64/modules.dep", "extra/ipvs/ip_vs.ko.zst: kernel/lib/libcrc32c.ko\n");
        assertThat(KernelSupport.probe(root).state()).isEqualTo(KernelSupport.State.LOADABLE);
    }

    @Test
    void aKernelWithoutItSaysSo() {
        KernelSupport support = KernelSupport.probe(root);

        assertThat(support.usable()).isFalse();
        assertThat(support.reason())
                .isEqualTo("the kernel 6.1.0-9-amd64 has no IPVS: there is no /proc/net/ip_vs, and no module ip_vs in"
                        + " /lib/modules/6.1.0-9-amd64; use a kernel with CONFIG_IP_VS");
    }

    @Test
    void withoutPermissionThereIsNone() {
        put("proc/net/ip_vs", "IP Virtual Server");
        put("proc/self/status", "CapEff:\t" + NO_ADMIN + "\n");

        assertThat(KernelSupport.probe(root).reason()).contains("CAP_NET_ADMIN");
    }

    private void module(String file) {
        put("lib/modules/6.1.0-9-amd64/kernel/net/netfilter/ipvs/" + file, "");
    }

    private void put(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
