// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Exec;
import io.mainstay.systests.vm.GuestTests;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kernel's load balancer, in a virtual machine whose kernel has it; one boot. */
class IpvsSystemTest {

    @TestFactory
    Stream<DynamicTest> inAKernelThatHasIt() {
        String reason = GuestTests.unavailable();
        assumeTrue(reason.isEmpty(), () -> "SKIPPED: no virtual machine for the IPVS tests: " + reason);
        for (String program : List.of("ipvsadm", "tcpdump", "nginx", "curl")) {
            assumeTrue(Exec.isInstalled(program), () -> "SKIPPED: there is no " + program + " for the IPVS tests");
        }
        return GuestTests.of(
                Path.of("target/ipvs-vm").toAbsolutePath(),
                IpvsTableGuest.class,
                IpvsTrafficGuest.class,
                IpvsFailoverGuest.class);
    }
}
