// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.config.internal.syntax.ConfigFiles.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
    @TempDir
    private Path folder;

    private final DiskFiles files = new DiskFiles();
    private final LocalHost host = new LocalHost();

    private String file(String name, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file.toString();
    }

    @Test
    void kindsAreToldApart() throws IOException {
        assertThat(files.kind(file("plain", "rw-r--r--"))).isEqualTo(Kind.FILE);
        assertThat(files.kind(file("run", "rw-r--r-x"))).isEqualTo(Kind.EXECUTABLE);
        assertThat(files.kind(folder.toString())).isEqualTo(Kind.DIRECTORY);
        assertThat(files.kind("/dev/null")).isEqualTo(Kind.OTHER);
        assertThat(files.kind(folder + "/none")).isEqualTo(Kind.ABSENT);
        assertThat(files.kind("a\0b")).isEqualTo(Kind.ABSENT);
    }

    @Test
    void directoriesAreListedAndFilesRead() throws IOException {
        String plain = file("plain", "rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(plain));

        assertThat(files.list(folder.toString())).containsExactlyInAnyOrder("plain", "link");
        assertThat(files.list(folder + "/none")).isEmpty();
        assertThat(files.read(plain)).asString().isEqualTo("text");
        assertThat(files.canonical(link.toString())).isEqualTo(files.canonical(plain));
        assertThat(files.canonical(folder + "/none")).isEqualTo(folder + "/none");
        assertThatThrownBy(() -> files.read(folder + "/none")).isInstanceOf(IOException.class);
    }

    @Test
    void scriptsAreInspected() throws IOException {
        assertThat(host.inspect(file("run", "rwxr-xr-x")).executable()).isTrue();
        assertThat(host.inspect(file("plain", "rw-r--r--")).exists()).isTrue();
        assertThat(host.inspect(file("plain", "rw-r--r--")).executable()).isFalse();
        assertThat(host.inspect(folder + "/none").exists()).isFalse();
        assertThat(host.inspect(folder.toString()).exists()).isFalse();
        assertThat(host.inspect("sh").executable()).isTrue();
        assertThat(host.inspect("no-such-program-anywhere").exists()).isFalse();
        assertThat(host.inspect("a\0b").exists()).isFalse();
    }

    @Test
    void whatOthersCanWriteIsFound() throws IOException {
        assertThat(host.inspect(file("open", "rwxrwxrwx")).writable()).isPresent();
        assertThat(host.inspect("/bin/sh").writable()).isEmpty();
    }

    @Test
    void theMachineHasANameAndAccounts() {
        assertThat(host.name()).isNotBlank();
        assertThat(host.hasAccount("root")).isTrue();
        assertThat(host.hasAccount("nobody-of-this-name")).isFalse();
        assertThat(host.runsAsRoot()).isEqualTo("root".equals(System.getProperty("user.name")));
        assertThat(host.resolve("127.0.0.1")).isPresent();
    }

    @Test
    void theMachineHasGroupsAndInterfaces() {
        assertThat(host.hasGroup("root")).isTrue();
        assertThat(host.hasGroup("group-of-this-name")).isFalse();
        assertThat(host.interfaces()).contains("lo").doesNotContain("", "Inter-|");
        assertThat(host.mtu("lo").orElse(0)).isPositive();
        assertThat(host.mtu("none-such")).isEmpty();
    }

    @Test
    void routingNamesComeFromSeveralFiles() throws IOException {
        Path usr = Files.createDirectories(folder.resolve("usr"));
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(usr.resolve("rt_tables"), "# comment\n255\tlocal\n100 ours # theirs\nx y\n");
        Files.writeString(etc.resolve("rt_tables"), "101 ours\n0xff hex\n010 ten\n\n");
        Path more = Files.createDirectories(etc.resolve("rt_tables.d"));
        Files.writeString(more.resolve("b.conf"), "7 seven\n");
        Files.writeString(more.resolve("b.txt"), "8 eight\n");

        assertThat(host.routingNames("rt_tables", Optional.of(etc.toString()), Optional.of(usr.toString())))
                .containsEntry("ours", 101L)
                .containsEntry("hex", 255L)
                .containsEntry("ten", 10L)
                .containsEntry("seven", 7L)
                .containsEntry("local", 255L)
                .doesNotContainKeys("y", "eight");
        assertThat(host.routingNames("no_such_file", Optional.empty(), Optional.empty()))
                .isEmpty();
    }
}
