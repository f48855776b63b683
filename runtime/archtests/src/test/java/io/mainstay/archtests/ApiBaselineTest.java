// SPDX-License-Identifier: Apache-2.0
package io.mainstay.archtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.version.Version;
import aQute.libg.reporter.ReporterAdapter;
import io.mainstay.api.check.CheckerFactory;
import java.io.File;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What bnd-baseline-maven-plugin does in the build of {@code io.mainstay.api}, once there is a release to compare with: a change
 * of a package needs the version that says so. Here the API as it is plays the release.
 */
class ApiBaselineTest {

    /** What is said about each package when the API is changed in this way. */
    private static Map<String, Baseline.Info> after(Consumer<Jar> change) throws Exception {
        return between(jar -> {}, change);
    }

    private static Map<String, Baseline.Info> between(Consumer<Jar> before, Consumer<Jar> change) throws Exception {
        try (Jar released = new Jar(api());
                Jar next = new Jar(api())) {
            before.accept(released);
            change.accept(next);
            next.getManifest().getMainAttributes().putValue("Bundle-Version", "0.2.0");
            return new Baseline(new ReporterAdapter(), new DiffPluginImpl())
                    .baseline(next, released, null).stream()
                            .collect(Collectors.toMap(info -> info.packageName, info -> info));
        }
    }

    private static File api() throws URISyntaxException {
        File jar = new File(CheckerFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assumeTrue(jar.isFile(), "the API is a folder of classes here; 'mvn verify' has its jar");
        return jar;
    }

    @Test
    void anUnchangedApiKeepsItsVersions() throws Exception {
        assertThat(after(jar -> {}))
                .isNotEmpty()
                .allSatisfy((name, info) -> assertThat(info.mismatch).as(name).isFalse());
    }

    @Test
    void whatBreaksPluginsNeedsAMajorVersion() throws Exception {
        Baseline.Info check = after(jar -> jar.remove("io/mainstay/api/check/Transcript.class"))
                .get("io.mainstay.api.check");
        assertThat(check.mismatch).isTrue();
        assertThat(check.suggestedVersion).isEqualTo(new Version(check.olderVersion.getMajor() + 1, 0, 0));
    }

    @Test
    void whatIsNewNeedsAMinorVersion() throws Exception {
        Baseline.Info check = between(jar -> jar.remove("io/mainstay/api/check/WeightAdvice$Kind.class"), jar -> {})
                .get("io.mainstay.api.check");
        assertThat(check.mismatch).isTrue();
        assertThat(check.suggestedVersion)
                .isEqualTo(new Version(check.olderVersion.getMajor(), check.olderVersion.getMinor() + 1, 0));
    }

    @Test
    void onlyTheChangedPackageIsConcerned() throws Exception {
        assertThat(after(jar -> jar.remove("io/mainstay/api/check/Transcript.class"))
                        .get("io.mainstay.api.dataplane")
                        .mismatch)
                .isFalse();
    }
}
