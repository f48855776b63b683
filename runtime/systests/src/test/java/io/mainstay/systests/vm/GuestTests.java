// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.vm;

import io.mainstay.systests.support.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Outside: boots the machine once, has test classes run in it, and is each of their tests here, as it happens. */
public final class GuestTests {
    /** For one test, start of its machine and fixture included. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private GuestTests() {}

    /** Why they cannot be run on this machine; empty when they can. */
    public static String unavailable() {
        return VirtualMachine.unavailable();
    }

    /**
     * The tests of these classes.
     *
     * @param share folder for what goes in and out; logs stay there
     */
    public static Stream<DynamicTest> of(Path share, Class<?>... types) {
        VirtualMachine machine = VirtualMachine.boot(share, command(types));
        Iterator<DynamicTest> tests = new Iterator<>() {
            private int seen;

            @Override
            public boolean hasNext() {
                GuestEvents.Event next = event(machine, seen);
                return next.kind() != GuestEvents.Kind.END;
            }

            @Override
            public DynamicTest next() {
                GuestEvents.Event started = event(machine, seen++);
                if (started.kind() == GuestEvents.Kind.END) {
                    throw new NoSuchElementException();
                }
                int outcome = seen++;
                return DynamicTest.dynamicTest(started.test(), () -> judge(event(machine, outcome)));
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(tests, Spliterator.ORDERED), false)
                .onClose(machine::close);
    }

    private static GuestEvents.Event event(VirtualMachine machine, int index) {
        AtomicReference<List<GuestEvents.Event>> events = new AtomicReference<>(List.of());
        Await.until(
                "the virtual machine goes on",
                LIMIT,
                () -> {
                    boolean on = machine.isOn();
                    events.set(GuestEvents.read(machine.share()));
                    if (events.get().size() <= index && !on) {
                        throw new AssertionError("the virtual machine is off:\n" + machine.lastWords());
                    }
                    return events.get().size() > index;
                },
                machine::lastWords);
        return events.get().get(index);
    }

    private static void judge(GuestEvents.Event outcome) {
        switch (outcome.kind()) {
            case FAILED -> throw new AssertionError("in the virtual machine: " + outcome.detail());
            case SKIPPED -> throw new TestAbortedException(outcome.detail());
            default -> {
                // passed
            }
        }
    }

    /** System property: only classes whose names have this text. */
    private static final String ONLY = "mainstay.vm.only";

    private static String command(Class<?>... types) {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String properties = System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("mainstay."))
                .map(name -> "'-D" + name + "=" + System.getProperty(name) + "' ")
                .collect(Collectors.joining());
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return "export JAVA_TOOL_OPTIONS='-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote'; exec " + java
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Dmainstay.patience=200 "
                + properties
                + "-cp '" + classPath + "' " + GuestMain.class.getName() + " /share "
                + Arrays.stream(types)
                        .map(Class::getName)
                        .filter(name -> name.contains(System.getProperty(ONLY, "")))
                        .collect(Collectors.joining(" "));
    }
}
