// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.vm;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Inside the virtual machine: runs test classes, in the order given, and tells the outside. */
public final class GuestMain {
    private GuestMain() {}

    /** @param args the folder shared with the outside, then names of test classes */
    public static void main(String[] args) {
        Path events = Path.of(args[0], GuestEvents.FILE);
        Launcher launcher = LauncherFactory.create();
        for (String name : Arrays.asList(args).subList(1, args.length)) {
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(name))
                            .build(),
                    new Teller(events));
        }
        Teller.tell(events, new GuestEvents.Event(GuestEvents.Kind.END, "", ""));
        System.exit(0); // whatever threads a failed test may have left
    }

    private record Teller(Path events) implements TestExecutionListener {

        static void tell(Path events, GuestEvents.Event event) {
            try {
                Files.writeString(
                        events, GuestEvents.line(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                System.out.println(event.kind() + " " + event.test() + " " + event.detail());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void testPlanExecutionStarted(TestPlan plan) {
            // Only tests and failing containers are of interest.
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                tell(events, new GuestEvents.Event(GuestEvents.Kind.STARTED, name(test), ""));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            if (test.isTest()) {
                tell(events, new GuestEvents.Event(GuestEvents.Kind.STARTED, name(test), ""));
                tell(events, new GuestEvents.Event(GuestEvents.Kind.SKIPPED, name(test), reason));
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (!test.isTest() && good) {
                return;
            }
            if (!test.isTest()) { // before or after all
                tell(events, new GuestEvents.Event(GuestEvents.Kind.STARTED, name(test), ""));
            }
            StringWriter why = new StringWriter();
            result.getThrowable().ifPresent(t -> t.printStackTrace(new PrintWriter(why)));
            GuestEvents.Kind kind = good
                    ? GuestEvents.Kind.PASSED
                    : result.getStatus() == TestExecutionResult.Status.ABORTED
                            ? GuestEvents.Kind.SKIPPED
                            : GuestEvents.Kind.FAILED;
            tell(events, new GuestEvents.Event(kind, name(test), why.toString()));
        }

        private static String name(TestIdentifier test) {
            String of = test.getSource()
                    .map(source -> source instanceof MethodSource method
                            ? simple(method.getClassName()) + "."
                            : source instanceof ClassSource type ? simple(type.getClassName()) + ": " : "")
                    .orElse("");
            return of + test.getDisplayName().replace('\t', ' ').replace('\n', ' ');
        }

        private static String simple(String type) {
            return type.substring(type.lastIndexOf('.') + 1);
        }
    }
}
