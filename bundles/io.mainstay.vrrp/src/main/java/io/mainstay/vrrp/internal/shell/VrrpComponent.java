// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.RouterGroupView;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.Routers;
import io.mainstay.api.control.TrackerView;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.transition.Journal;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.RuntimePaths;
import io.mainstay.platform.ScriptRunner;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * VRRP as a component. The ports are looked for when a configuration has VRRP for the first time, so that one without loads
 * neither them nor anything of this bundle but this class.
 *
 * <p>Framework properties: {@value #KEEP} ({@code -V}) leaves addresses, routes and rules where they are at the end;
 * {@value #WARM}{@code =false} leaves out the exercise before the start.
 */
@Component(
        service = {StateParticipant.class, Routers.class, Diagnosable.class},
        property = StateParticipant.ORDER + ":Integer=150")
public final class VrrpComponent implements StateParticipant, Routers, Diagnosable {
    static final String KEEP = "mainstay.keep-vrrp";
    static final String WARM = "mainstay.vrrp-warm";

    private final ControlThread control;
    private final Journal journal;
    private final ScriptRunner scripts;
    private final BundleContext context;
    private Front front;

    @Activate
    public VrrpComponent(
            @Reference ControlThread control,
            @Reference Journal journal,
            @Reference ScriptRunner scripts,
            BundleContext context) {
        this.control = control;
        this.journal = journal;
        this.scripts = scripts;
        this.context = context;
    }

    /** Null before the first configuration with VRRP. */
    private synchronized Front front() {
        return front;
    }

    private synchronized Front made() {
        if (front == null) {
            Path state = RuntimePaths.path(context.getProperty(RuntimePaths.STATE));
            Path folder = state != null ? state : Path.of(System.getProperty("java.io.tmpdir"));
            VrrpEngine engine = new VrrpEngine(
                    control,
                    journal,
                    new RegistryPorts(context, scripts),
                    new Leftovers(folder.resolve("vrrp.held")),
                    new VrrpEngine.Options(
                            Boolean.parseBoolean(context.getProperty(KEEP)),
                            Boolean.parseBoolean(context.getProperty(RuntimePaths.TEST_ONLY)),
                            !"false".equals(context.getProperty(WARM))),
                    LoopCall.WAITING);
            front = new Front(control, engine, journal);
        }
        return front;
    }

    @Override
    public String name() {
        return "vrrp";
    }

    @Override
    public Prepared prepare(DesiredState next) {
        if (next.vrrp().isEmpty() && front() == null) {
            return Nothing.PREPARED;
        }
        return made().engine().prepare(next);
    }

    @Override
    public CompletionStage<Void> stop() {
        Front made = front();
        return made == null
                ? java.util.concurrent.CompletableFuture.completedFuture(null)
                : made.engine().stop();
    }

    @Override
    public String protocol() {
        return "VRRP";
    }

    @Override
    public List<RouterView> list() {
        Front made = front();
        return made == null ? List.of() : made.routers();
    }

    @Override
    public List<RouterGroupView> groups() {
        Front made = front();
        return made == null ? List.of() : made.groups();
    }

    @Override
    public List<TrackerView> trackers() {
        Front made = front();
        return made == null ? List.of() : made.trackers();
    }

    @Override
    public void demote(String name, OptionalInt by) {
        Front made = front();
        if (made == null) {
            throw new IllegalArgumentException("there is no vrrp_instance");
        }
        made.demote(name, by);
    }

    @Override
    public void clearCounters(Optional<String> name) {
        Front made = front();
        if (made != null) {
            made.clearCounters(name);
        }
    }

    @Override
    public Optional<String> explain(InetAddress address) {
        Front made = front();
        return made == null ? Optional.empty() : made.explain(address);
    }

    @Override
    public List<Finding> findings() {
        Front made = front();
        return made == null ? List.of() : made.findings();
    }

    private static final class Nothing implements Prepared {
        static final Prepared PREPARED = new Nothing();

        @Override
        public List<io.mainstay.api.config.Diagnostic> diagnostics() {
            return List.of();
        }

        @Override
        public void commit() {}
    }
}
