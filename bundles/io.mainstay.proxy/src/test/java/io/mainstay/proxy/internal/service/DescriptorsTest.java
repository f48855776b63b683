// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {
    @TempDir
    Path folder;

    @Test
    void givesOutWhatThereIsAndNoMore() {
        Descriptors descriptors = new Descriptors(5);
        assertThat(descriptors.take(2)).isTrue();
        assertThat(descriptors.take(2)).isTrue();
        assertThat(descriptors.take(2)).isFalse();
        assertThat(descriptors.take(1)).isTrue();
        descriptors.give(2);
        assertThat(descriptors.take(2)).isTrue();
        assertThat(descriptors.taken()).isEqualTo(5);
    }

    @Test
    void readsTheSoftLimit() throws IOException {
        Path limits = folder.resolve("limits");
        Files.writeString(
                limits,
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                        + "Max open files            1024                 524288               files     \n");
        assertThat(Descriptors.processLimit(limits)).isEqualTo(1024);
        Files.writeString(limits, "Max open files            unlimited            unlimited            files     \n");
        assertThat(Descriptors.processLimit(limits)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Descriptors.processLimit(folder.resolve("nothing"))).isEqualTo(Integer.MAX_VALUE);
    }
}
