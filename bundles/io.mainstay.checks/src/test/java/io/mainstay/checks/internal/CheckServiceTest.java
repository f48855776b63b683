// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static io.mainstay.checks.internal.RealThreads.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.Options;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.testkit.FakeLanes;
import io.mainstay.testkit.RecordingJournal;
import io.mainstay.testkit.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The component, as declarative services and the other bundles use it. */
class CheckServiceTest {
    private final TestControlThread control = new TestControlThread();
    private final CheckService service =
            new CheckService(control, new RecordingJournal(), new FakeLanes(new VirtualTime()));
    private final CheckSpec spec = Specs.check(1);

    @AfterEach
    void close() {
        service.deactivate();
        control.close();
    }

    private static final class Passing implements BlockingChecker {
        @Override
        public String describe() {
            return "passes";
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(5);
        }

        @Override
        public ProbeResult probe(ProbeContext context) {
            return ProbeResult.passed("fine");
        }
    }

    private static final class PassingFactory implements CheckerFactory {
        @Override
        public Compiled<Checker> compile(CheckTarget target, Options options) {
            return Compiled.of(new Passing());
        }

        @Override
        public CheckDefaults defaults() {
            throw new IllegalStateException("no defaults today");
        }
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<CheckerFactory> reference(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of("service.id", 7L));
        all.putAll(properties);
        Bundle bundle =
                answering(Bundle.class, Map.of("getSymbolicName", "test.plugin", "getVersion", new Version("1.2.3")));
        return (ServiceReference<CheckerFactory>) Proxy.newProxyInstance(
                CheckServiceTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> all.get(arguments[0]);
                    case "getBundle" -> bundle;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "a reference";
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                CheckServiceTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private void load(CheckSpec... specs) {
        control.run(() -> service.prepare(Specs.state(1, List.of(specs))).commit());
    }

    @Test
    void aFactoryServesAllTypesOfItsServiceProperty() throws Exception {
        ServiceReference<CheckerFactory> reference =
                reference(Map.of(CheckerFactory.CHECKER_TYPE, new String[] {"TEST_CHECK", "OTHER_CHECK"}));
        service.bindFactory(reference, new PassingFactory());
        load(spec);
        ProbeView probe = service.probe(spec.id()).toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(probe.detail()).isEqualTo("fine");
        assertThat(service.types()).extracting(CheckerTypeView::type).containsExactly("OTHER_CHECK", "TEST_CHECK");
        assertThat(service.types().get(1).version()).isEqualTo("1.2.3");
        assertThat(service.list()).hasSize(1);
        assertThat(service.history(spec.id())).hasSize(1);
        assertThat(service.figures().started()).isEqualTo(1);
        assertThat(service.findings()).isEmpty();

        service.unbindFactory(reference);
        await(
                "suspension",
                () -> service.find(spec.id()).orElseThrow().suspended().isPresent());
        assertThat(service.types()).isEmpty();
        assertThat(service.findings()).hasSize(1);
        assertThatThrownBy(() -> service.probe(spec.id()).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .hasMessageContaining("no plugin for checker type TEST_CHECK is installed");
    }

    @Test
    void aFactoryWithoutTypeIsIgnored() {
        ServiceReference<CheckerFactory> reference = reference(Map.of());
        service.bindFactory(reference, new PassingFactory());
        service.unbindFactory(reference);

        assertThat(service.types()).isEmpty();
    }

    @Test
    void aProbeOfAnUnknownCheckIsRefused() {
        assertThatThrownBy(() -> service.probe(spec.id()).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .hasMessageContaining("there is no check " + spec.id());
        assertThat(service.find(spec.id())).isEmpty();
        assertThat(service.history(spec.id())).isEmpty();
    }

    @Test
    void stopEnds() throws Exception {
        load(spec);
        service.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(service.list()).isEmpty();
    }
}
