// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import static io.mainstay.deploy.internal.framework.EmbeddedFramework.await;
import static io.mainstay.deploy.internal.framework.EmbeddedFramework.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.control.Deployments;
import io.mainstay.api.control.Deployments.Deployment;
import io.mainstay.api.control.Deployments.State;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.deploy.internal.framework.EmbeddedFramework;
import io.mainstay.deploy.internal.framework.TestJar;
import io.mainstay.platform.RuntimePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

/** The deployer in a real framework, with real files. */
final class BundleDeploymentIT {
    @TempDir
    Path folder;

    private Path checks;
    private Path plugins;
    private EmbeddedFramework framework;
    private Deployments deployments;
    private final List<String> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws BundleException, IOException {
        checks = Files.createDirectory(folder.resolve("checks"));
        plugins = Files.createDirectory(folder.resolve("plugins"));
        TestJar.serving("initial", "1.0.0").copyTo(checks.resolve("initial.jar"));
        startFramework();
    }

    private void startFramework() throws BundleException {
        framework = new EmbeddedFramework(
                folder.resolve("storage"),
                Map.of(RuntimePaths.PLUGIN_FOLDERS, checks + ":" + plugins, "mainstay.deploy.limit", "1"));
        framework.context().addServiceListener((ServiceListener) this::record);
        framework.startDeclarativeServices().start(ConfigurationManager.class, BundleDeployment.class);
        deployments = framework.service(Deployments.class);
    }

    private void record(ServiceEvent event) {
        if (event.getServiceReference().getProperty("name") != null
                && (event.getType() & (ServiceEvent.REGISTERED | ServiceEvent.UNREGISTERING)) != 0) {
            events.add((event.getType() == ServiceEvent.REGISTERED ? "+" : "-")
                    + event.getServiceReference().getProperty("name") + " "
                    + event.getServiceReference().getProperty("version"));
        }
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.close();
    }

    private List<String> serving(String name) {
        return framework.references(Supplier.class, "(name=" + name + ")").stream()
                .map(r -> (String) r.getProperty("version"))
                .toList();
    }

    private void awaitServing(String name, String version) {
        awaitThat(
                name + " " + version + ", events: " + events,
                () -> serving(name).equals(List.of(version)));
    }

    private void awaitEvents(String... expected) {
        awaitThat(Arrays.toString(expected) + " in " + events, () -> events.size() >= expected.length);
        assertThat(events).containsExactly(expected);
    }

    private void awaitEvent(String expected) {
        awaitThat(expected + " in " + events, () -> events.contains(expected));
    }

    private void awaitGone(String name) {
        awaitThat(name + " gone", () -> serving(name).isEmpty());
    }

    private Deployment awaitState(Path file, State state) {
        return await(
                file + " " + state + " in " + deployments.list(),
                () -> deployments.list().stream()
                        .filter(d -> d.file().equals(file.toString()) && d.state() == state)
                        .findFirst()
                        .orElse(null));
    }

    private List<String> findings() {
        return framework.references(Diagnosable.class, null).stream()
                .map(r -> framework.context().getService(r))
                .flatMap(d -> d.findings().stream())
                .map(f -> f.subject() + ": " + f.problem())
                .collect(Collectors.toList());
    }

    @Test
    void whatIsThereAtStartServesOnceItIsSaidTo() {
        deployments.first().toCompletableFuture().join();
        assertThat(events).containsExactly("+initial 1.0.0");
        assertThat(deployments.list())
                .containsExactly(new Deployment(
                        "initial", "1.0.0", checks.resolve("initial.jar").toString(), State.ACTIVE, ""));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aDroppedJarServesAndADeletedOneIsGone() throws IOException {
        Path jar = TestJar.serving("hello", "1.0.0").copyTo(plugins.resolve("hello.jar"));
        awaitServing("hello", "1.0.0");

        Files.delete(jar);
        awaitGone("hello");
        awaitThat("unlisted", () -> deployments.list().size() == 1);
        assertThat(Arrays.stream(framework.context().getBundles()).map(Bundle::getSymbolicName))
                .doesNotContain("hello");
    }

    @Test
    void overwritingWithANewVersionStartsItBeforeTheOldOneGoes() throws IOException {
        TestJar.serving("hello", "1.0.0").copyTo(plugins.resolve("hello.jar"));
        awaitEvent("+hello 1.0.0");
        events.clear();

        TestJar.serving("hello", "1.1.0").copyTo(plugins.resolve("hello.jar"));
        awaitEvents("+hello 1.1.0", "-hello 1.0.0");
    }

    @Test
    void theSameVersionBuiltAgainIsReplacedInTheSameWay() throws IOException {
        TestJar.serving("hello", "1.0.0").note("first").moveTo(plugins.resolve("hello.jar"));
        awaitEvent("+hello 1.0.0");
        events.clear();

        TestJar.serving("hello", "1.0.0").note("second").moveTo(plugins.resolve("hello.jar"));
        awaitEvents("+hello 1.0.0", "-hello 1.0.0");
    }

    @Test
    void aNewVersionInAnotherFileSupersedesTheOldOneUntilItIsDeleted() throws IOException {
        Path old = TestJar.serving("hello", "1.0.0").copyTo(plugins.resolve("hello-1.0.jar"));
        awaitEvent("+hello 1.0.0");
        events.clear();

        Path next = TestJar.serving("hello", "1.1.0").copyTo(plugins.resolve("hello-1.1.jar"));
        awaitServing("hello", "1.1.0");
        assertThat(awaitState(old, State.SUPERSEDED).problem())
                .contains("version 1.1.0")
                .contains("hello-1.1.jar");

        Files.delete(next);
        awaitEvents("+hello 1.1.0", "-hello 1.0.0", "+hello 1.0.0", "-hello 1.1.0");
    }

    @Test
    void anOperatorsPluginWinsOverTheDistributionsOfTheSameVersion() throws IOException {
        TestJar.serving("initial", "1.0.0").note("repaired").moveTo(plugins.resolve("mine.jar"));
        awaitState(checks.resolve("initial.jar"), State.SUPERSEDED);
        awaitState(plugins.resolve("mine.jar"), State.ACTIVE);
    }

    @Test
    void theVerySameJarInTwoFoldersIsOneBundleAndNobodyNotices() throws IOException {
        Path copy = TestJar.serving("initial", "1.0.0").copyTo(plugins.resolve("initial.jar"));
        Files.write(copy, Files.readAllBytes(checks.resolve("initial.jar")));
        awaitState(copy, State.ACTIVE);
        awaitState(checks.resolve("initial.jar"), State.SUPERSEDED);
        Files.delete(copy);
        awaitState(checks.resolve("initial.jar"), State.ACTIVE);
        assertThat(serving("initial")).containsExactly("1.0.0");
    }

    @Test
    void aRenamedJarGoesOnUntouched() throws IOException {
        Path jar = TestJar.serving("hello", "1.0.0").copyTo(plugins.resolve("a.jar"));
        awaitEvent("+hello 1.0.0");
        events.clear();

        Files.move(jar, plugins.resolve("b.jar"));
        awaitState(plugins.resolve("b.jar"), State.ACTIVE);
        assertThat(events).isEmpty();
    }

    @Test
    void aHalfCopiedJarIsNotTouchedUntilItIsComplete() throws IOException {
        byte[] bytes = TestJar.serving("hello", "1.0.0").bytes();
        Path jar = plugins.resolve("hello.jar");
        Files.write(jar, Arrays.copyOf(bytes, bytes.length - 10));
        Deployment half = awaitState(jar, State.INCOMPLETE);
        assertThat(half.problem()).contains("cut off or damaged");
        assertThat(findings())
                .anySatisfy(f -> assertThat(f).contains("hello.jar").contains("not a complete jar"));

        Files.write(jar, bytes);
        awaitServing("hello", "1.0.0");
    }

    @Test
    void aRunningBundleGoesOnWhileItsFileIsHalfOverwritten() throws IOException {
        Path jar = TestJar.serving("hello", "1.0.0").copyTo(plugins.resolve("hello.jar"));
        awaitEvent("+hello 1.0.0");
        byte[] next = TestJar.serving("hello", "2.0.0").bytes();
        events.clear();

        Files.write(jar, Arrays.copyOf(next, next.length / 2));
        awaitThat("noticed", () -> findings().toString().contains("goes on"));
        assertThat(events).isEmpty();
        assertThat(serving("hello")).containsExactly("1.0.0");

        Files.write(jar, next);
        awaitEvents("+hello 2.0.0", "-hello 1.0.0");
    }

    @Test
    void aJarThatIsNoBundleIsRefusedWithTheReason() throws IOException {
        Path jar = TestJar.plain("x", "1").withoutHeader("Bundle-SymbolicName").copyTo(plugins.resolve("plain.jar"));
        assertThat(awaitState(jar, State.REFUSED).problem()).contains("no Bundle-SymbolicName");
    }

    @Test
    void whatTheSystemHasIsRefused() throws IOException {
        Path jar = TestJar.plain("org.apache.felix.scr", "9.9.9").copyTo(plugins.resolve("scr.jar"));
        assertThat(awaitState(jar, State.REFUSED).problem())
                .contains("org.apache.felix.scr is part of the system (version 2.2.18)");
    }

    @Test
    void aMissingPackageIsNamedAndTheStartIsTriedAgainWhenItArrives() throws IOException {
        Path jar = TestJar.serving("needy", "1.0.0")
                .header("Import-Package", "org.osgi.framework,lib.gadgets;version=\"[1.2,2)\"")
                .copyTo(plugins.resolve("needy.jar"));
        assertThat(awaitState(jar, State.FAILED).problem())
                .isEqualTo("it needs package lib.gadgets version 1.2.0 up to, not including, 2.0.0,"
                        + " which no bundle here exports");

        TestJar.plain("lib", "1.0.0")
                .header("Export-Package", "lib.gadgets;version=1.0")
                .copyTo(plugins.resolve("lib.jar"));
        awaitThat(
                "other version named",
                () -> awaitState(jar, State.FAILED)
                        .problem()
                        .endsWith("exports in such a version (here: 1.0.0 by lib)"));

        TestJar.plain("lib", "1.5.0")
                .header("Export-Package", "lib.gadgets;version=1.5")
                .copyTo(plugins.resolve("lib.jar"));
        awaitServing("needy", "1.0.0");
        awaitThat("no findings", () -> findings().isEmpty());
    }

    @Test
    void withdrawingWhatAnotherPluginNeedsStopsThatOneToo() throws IOException {
        Path lib = TestJar.plain("lib", "1.0.0")
                .header("Export-Package", "lib.gadgets;version=1.0")
                .copyTo(plugins.resolve("lib.jar"));
        Path needy = TestJar.serving("needy", "1.0.0")
                .header("Import-Package", "org.osgi.framework,lib.gadgets")
                .copyTo(plugins.resolve("needy.jar"));
        awaitServing("needy", "1.0.0");

        Files.delete(lib);
        assertThat(awaitState(needy, State.FAILED).problem()).contains("package lib.gadgets, which no bundle");
        awaitGone("needy");

        TestJar.plain("lib", "1.0.1")
                .header("Export-Package", "lib.gadgets;version=1.0")
                .copyTo(plugins.resolve("lib.jar"));
        awaitServing("needy", "1.0.0");
    }

    @Test
    void anActivatorsExceptionIsNamedAndTheOldVersionGoesOn() throws IOException {
        TestJar.serving("hello", "1.0.0").copyTo(plugins.resolve("hello.jar"));
        awaitEvent("+hello 1.0.0");
        events.clear();

        Path next = TestJar.serving("hello", "2.0.0")
                .header("Test-Fail", "no licence")
                .copyTo(plugins.resolve("hello-2.jar"));
        assertThat(awaitState(next, State.FAILED).problem())
                .contains("it failed while it was started: IllegalStateException: no licence (at io.mainstay");
        assertThat(events).isEmpty();
        awaitState(plugins.resolve("hello.jar"), State.ACTIVE);
    }

    @Test
    void aSingletonIsReplacedToo() throws IOException {
        TestJar.serving("one;singleton:=true", "1.0.0").copyTo(plugins.resolve("one.jar"));
        awaitServing("one", "1.0.0");
        TestJar.serving("one;singleton:=true", "1.1.0").copyTo(plugins.resolve("one.jar"));
        awaitServing("one", "1.1.0");
        awaitThat("order in " + events, () -> events.toString().endsWith("-one 1.0.0, +one 1.1.0]"));
    }

    @Test
    void aFragmentIsAttachedToItsHostAndNotStarted() throws IOException {
        TestJar.serving("host", "1.0.0").copyTo(plugins.resolve("host.jar"));
        awaitServing("host", "1.0.0");
        Path fragment = TestJar.plain("fragment", "1.0.0")
                .header("Fragment-Host", "host")
                .withoutHeader("Import-Package")
                .copyTo(plugins.resolve("fragment.jar"));
        awaitState(fragment, State.FRAGMENT);
        awaitThat(
                "attached",
                () -> Arrays.stream(framework.context().getBundles())
                        .anyMatch(b -> b.getSymbolicName().equals("fragment") && b.getState() == Bundle.RESOLVED));
        awaitServing("host", "1.0.0");
    }

    @Test
    void aFragmentOfTheSystemIsNotForPluginFolders() throws IOException {
        Path fragment = TestJar.plain("fragment", "1.0.0")
                .header("Fragment-Host", "org.apache.felix.scr")
                .withoutHeader("Import-Package")
                .copyTo(plugins.resolve("fragment.jar"));
        assertThat(awaitState(fragment, State.FAILED).problem())
                .startsWith("it is a fragment of org.apache.felix.scr, which runs already and belongs to the system");
    }

    @Test
    void aFolderThatIsMadeLaterIsWatched() throws Exception {
        framework.close();
        Files.delete(checks.resolve("initial.jar"));
        Files.delete(checks);
        startFramework();
        assertThat(findings()).anySatisfy(f -> assertThat(f).contains("checks: it does not exist"));

        Files.createDirectory(checks);
        TestJar.serving("late", "1.0.0").copyTo(checks.resolve("late.jar"));
        awaitServing("late", "1.0.0");
    }

    @Test
    void manyReplacementsNeverLeaveAMomentWithoutTheService() throws IOException {
        TestJar.serving("busy", "1.0.0").moveTo(plugins.resolve("busy.jar"));
        awaitEvent("+busy 1.0.0");
        AtomicInteger least = new AtomicInteger(Integer.MAX_VALUE);
        framework.context().addServiceListener((ServiceListener) e -> {
            if (e.getType() == ServiceEvent.UNREGISTERING
                    && "busy".equals(e.getServiceReference().getProperty("name"))) {
                least.accumulateAndGet(serving("busy").size(), Math::min);
            }
        });
        for (int i = 1; i <= 10; i++) {
            TestJar.serving("busy", "1.0." + i).moveTo(plugins.resolve("busy.jar"));
            awaitServing("busy", "1.0." + i);
        }
        // the service that goes is no longer found at that moment; its successor is
        assertThat(least).hasValue(1);
    }

    @Test
    void aStartThatDoesNotComeBackHoldsUpNobodyElse() throws IOException {
        Path hang = Files.createFile(folder.resolve("hang"));
        Path jar = TestJar.serving("hanging", "1.0.0")
                .header("Test-Hang", hang.toString())
                .copyTo(plugins.resolve("hanging.jar"));
        assertThat(awaitState(jar, State.FAILED).problem())
                .contains("the start of hanging 1.0.0 has not come back after 1 s; it is at");

        TestJar.serving("hello", "1.0.0").copyTo(plugins.resolve("hello.jar"));
        awaitServing("hello", "1.0.0");

        Files.delete(hang);
        awaitServing("hanging", "1.0.0");
        TestJar.serving("hello", "1.0.1").copyTo(plugins.resolve("hello.jar"));
        awaitState(jar, State.ACTIVE);
    }

    @Test
    void aPluginThatHangsCanBeWithdrawn() throws IOException {
        Path hang = Files.createFile(folder.resolve("hang"));
        Path jar = TestJar.serving("hanging", "1.0.0")
                .header("Test-Hang", hang.toString())
                .copyTo(plugins.resolve("hanging.jar"));
        awaitState(jar, State.FAILED);
        Files.delete(jar);
        awaitThat("unlisted", () -> deployments.list().size() == 1);
        Files.delete(hang);
        awaitThat(
                "uninstalled",
                () -> Arrays.stream(framework.context().getBundles())
                        .noneMatch(b -> "hanging".equals(b.getSymbolicName())));
    }

    @Test
    void aRestartOfTheDeployerFindsItsBundlesAgain() throws BundleException {
        Bundle deployer = Arrays.stream(framework.context().getBundles())
                .filter(b -> b.getSymbolicName().equals("io.mainstay.deploy"))
                .findFirst()
                .orElseThrow();
        deployer.stop();
        deployer.start();
        Deployments again = framework.service(Deployments.class);
        again.first().toCompletableFuture().join();
        assertThat(events).containsExactly("+initial 1.0.0");
        assertThat(again.list()).extracting(Deployment::state).containsExactly(State.ACTIVE);
    }
}
