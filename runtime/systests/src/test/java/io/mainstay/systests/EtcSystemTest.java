// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.HttpClients;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.Nginx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files below etc/ come, change and go while it runs. */
class EtcSystemTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void nginx() {
        assumeTrue(Nginx.isInstalled(), "SKIPPED: there is no nginx; on Debian: apt-get install nginx-light");
    }
}
