// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {
    @TempDir
    Path folder;

    @Test
    void secondInstanceIsRefusedAndToldWhoHasTheFolder() throws Exception {
        Path state = folder.resolve("state");
        try (InstanceLock lock = InstanceLock.take(state)) {
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> InstanceLock.take(state))
                    .withMessageContaining(state + ": another instance")
                    .withMessageContaining("pid " + ProcessHandle.current().pid())
                    .withMessageContaining("--state-dir")
                    .extracting(StartRefused::exitCode)
                    .isEqualTo(ExitCode.FATAL);
        }
    }

    @Test
    void aFileThatWasLeftBehindHindersNobody() throws Exception {
        Files.writeString(folder.resolve("lock"), "4711\n");

        InstanceLock.take(folder).close();
        InstanceLock.take(folder).close();

        assertThat(folder.resolve("lock")).hasContent(ProcessHandle.current().pid() + "");
    }

    @Test
    void aStateFolderThatIsAFileIsRefusedWithItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> InstanceLock.take(file))
                .withMessageContaining(file.toString());
    }
}
