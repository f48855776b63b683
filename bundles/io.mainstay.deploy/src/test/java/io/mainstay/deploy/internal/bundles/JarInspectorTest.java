// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.deploy.internal.framework.TestJar;
import io.mainstay.deploy.internal.watch.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarInspectorTest {
    @TempDir
    Path folder;

    private Path copies;
    private JarInspector inspector;

    @BeforeEach
    void prepare() {
        copies = folder.resolve("copies");
        inspector = new JarInspector(copies);
    }

    private Inspection inspect(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("x.jar"), bytes);
        return inspector.inspect(file, 0, FileStamp.of(file).orElseThrow());
    }

    private Candidate candidate(TestJar jar) throws IOException {
        return ((Inspection.Complete) inspect(jar.bytes())).candidate();
    }

    private String unusable(TestJar jar) throws IOException {
        return ((Inspection.Unusable) inspect(jar.bytes())).reason();
    }

    @Test
    void aBundleIsKnownByItsManifest() throws IOException {
        Candidate plain = candidate(TestJar.plain("a.b", "1.2.3.q"));
        assertThat(plain.title()).isEqualTo("a.b 1.2.3.q");
        assertThat(plain.fragment()).isFalse();
        assertThat(plain.singleton()).isFalse();
        assertThat(candidate(TestJar.plain("a.b ; singleton:=\"true\"", "1")).singleton())
                .isTrue();
        assertThat(candidate(TestJar.plain("a.b; x=1", "1")).name()).isEqualTo("a.b");
        assertThat(candidate(TestJar.plain("f", "1").header("Fragment-Host", "h"))
                        .fragment())
                .isTrue();
        assertThat(candidate(TestJar.plain("a", "1").withoutHeader("Bundle-Version"))
                        .version())
                .hasToString("0.0.0");
    }

    @Test
    void theSameBytesAreTheSameContentAndOthersAreNot() throws IOException {
        byte[] bytes = TestJar.plain("a", "1").bytes();
        Candidate.Content first =
                ((Inspection.Complete) inspect(bytes)).candidate().content();
        assertThat(((Inspection.Complete) inspect(bytes)).candidate().content()).isEqualTo(first);
        assertThat(candidate(TestJar.plain("a", "1").note("x")).content()).isNotEqualTo(first);
    }

    @Test
    void everyTruncationIsIncomplete() throws IOException {
        byte[] bytes = TestJar.plain("a", "1").note("some content").bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(inspect(Arrays.copyOf(bytes, length)))
                    .as("first %d of %d bytes", length, bytes.length)
                    .isInstanceOf(Inspection.Incomplete.class);
        }
    }

    @Test
    void aNewJarBeingWrittenOverAnOldOneOfTheSameSizeIsIncomplete() throws IOException {
        byte[] old = TestJar.plain("a", "1").note("x".repeat(5000) + random(1)).bytes();
        byte[] next = TestJar.plain("a", "2").note("y".repeat(5000) + random(2)).bytes();
        byte[] mixed = old.clone();
        System.arraycopy(next, 0, mixed, 0, Math.min(next.length, old.length) / 2);
        assertThat(inspect(mixed)).isInstanceOf(Inspection.Incomplete.class);
    }

    private static String random(int seed) {
        return new Random(seed)
                .ints(2000, 33, 126)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void aFileThatChangesWhileItIsReadIsIncomplete() throws IOException {
        Path file = Files.write(folder.resolve("x.jar"), TestJar.plain("a", "1").bytes());
        FileStamp before = FileStamp.of(file).orElseThrow();
        FileStamp earlier = new FileStamp(before.size(), before.modified(), "another", before.inode());
        assertThat(inspector.inspect(file, 0, earlier)).isEqualTo(new Inspection.Incomplete("it is being written"));
    }

    @Test
    void whatIsNoBundleSaysWhy() throws IOException {
        assertThat(unusable(TestJar.plain("a", "1").withoutHeader("Bundle-SymbolicName")))
                .startsWith("it is a plain jar, no bundle");
        assertThat(unusable(TestJar.plain("a", "one")))
                .startsWith("its Bundle-Version 'one' is no OSGi version: expected");
        assertThat(((Inspection.Incomplete) inspect("not a zip at all".getBytes())).reason())
                .startsWith("it is cut off or damaged");
    }

    @Test
    void onlyCopiesOfBundlesAreKept() throws IOException {
        inspect(TestJar.plain("a", "one").bytes());
        inspect(new byte[100]);
        Candidate kept = candidate(TestJar.plain("a", "1"));
        try (Stream<Path> files = Files.list(copies)) {
            assertThat(files).containsExactly(kept.copy());
        }
    }
}
