// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.dataplane.DataPlane;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.IpvsSettings;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.TransitionListener;
import io.mainstay.platform.RuntimePaths;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.Networks;
import io.mainstay.platform.net.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether this kernel has IPVS and, when it has, registers the plane {@code ipvs}; otherwise there is no plane, and
 * {@code doctor} says why. As a participant it takes the table's settings, before the balancer (200) uses the table, and
 * loads the kernel's module when a virtual server needs it; as a listener it follows the VRRP instance that connection
 * synchronisation is bound to.
 *
 * <p>Framework property {@value #KEEP}: {@code true} leaves the table as it is when the process stops ({@code -I}).
 *
 * <p>Thread-safety: participant and listener on the control thread; findings on any.
 */
@Component(
        immediate = true,
        service = {StateParticipant.class, TransitionListener.class, Diagnosable.class},
        property = StateParticipant.ORDER + ":Integer=150")
public final class IpvsComponent implements StateParticipant, TransitionListener, Diagnosable {
    static final String KEEP = "mainstay.keep-ipvs";
    private static final String AUTO = "auto";
    private static final String OWNED_FILE = "ipvs-services";
    private static final Path ROOT = Path.of("/");
    private static final Logger LOG = LoggerFactory.getLogger(IpvsComponent.class);

    private final BundleContext context;
    private final boolean testOnly;
    private final OwnThread thread = new OwnThread("ipvs");
    private final IpvsDataPlane plane;
    private volatile KernelSupport support;
    private volatile ServiceRegistration<DataPlane> registration;
    private volatile boolean wanted;

    // control thread
    private final Set<String> masters = new HashSet<>();
    private Optional<String> followed = Optional.empty();
    private boolean configured;

    @Activate
    public IpvsComponent(BundleContext context) {
        this.context = context;
        testOnly = Boolean.parseBoolean(context.getProperty(RuntimePaths.TEST_ONLY));
        support = KernelSupport.probe(ROOT);
        Path state = RuntimePaths.path(context.getProperty(RuntimePaths.STATE));
        OwnedServices owned = new OwnedServices(
                (state == null ? Path.of(System.getProperty("java.io.tmpdir")) : state).resolve(OWNED_FILE), boot());
        plane = new IpvsDataPlane(
                support.schedulers(), thread, new Opener(), owned, Boolean.parseBoolean(context.getProperty(KEEP)));
        if (support.usable()) {
            register();
        } else {
            LOG.debug("no data plane ipvs: {}", support.reason());
        }
    }

    private void register() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(DataPlane.NAME, IpvsDataPlane.PLANE);
        registration = context.registerService(DataPlane.class, plane, properties);
    }

    private void unregister() {
        ServiceRegistration<DataPlane> old = registration;
        registration = null;
        if (old != null) {
            old.unregister();
        }
    }

    @Deactivate
    void deactivate() {
        unregister();
        thread.close();
    }

    /** What must be the same for what we left in the kernel to be still there. */
    private static String boot() {
        try {
            return Files.readString(ROOT.resolve("proc/sys/kernel/random/boot_id"))
                            .trim() + " " + Files.readSymbolicLink(ROOT.resolve("proc/self/ns/net"));
        } catch (IOException e) {
            return "unknown";
        }
    }

    private Network network(Optional<String> namespace) throws SystemCallException {
        ServiceReference<Networks> reference = context.getServiceReference(Networks.class);
        Networks networks = reference == null ? null : context.getService(reference);
        if (networks == null) {
            throw new SystemCallException(
                    "open", "IPVS", Errno.EPERM, "there is no access to the kernel's network; see 'doctor'");
        }
        return namespace.isPresent() ? networks.namespace(namespace.get()) : networks.host();
    }

    /** The way to the kernel; reaches for it when it is needed, not before. */
    private final class Opener implements IpvsDataPlane.KernelOpener {
        @Override
        public IpvsKernel open(Optional<String> namespace) throws SystemCallException {
            return NetlinkKernel.open(network(namespace).genericNetlink())
                    .orElseThrow(() -> new SystemCallException(
                            "open", "IPVS", Errno.ENOENT, "the kernel's IPVS is gone; was its module removed?"));
        }

        @Override
        public void mark(Optional<String> namespace, IpvsSettings.Marking marking) throws SystemCallException {
            List<Firewall.Marked> marks = marking.rules().stream()
                    .map(rule -> new Firewall.Marked(
                            number(rule.to().protocol()),
                            rule.to().endpoint().address(),
                            rule.to().endpoint().port(),
                            rule.mark()))
                    .toList();
            network(namespace).firewall().marks(marking.table(), marking.priority(), marks);
        }

        private static int number(Protocol protocol) {
            return switch (protocol) {
                case TCP -> 6;
                case UDP -> 17;
                case SCTP -> 132;
            };
        }
    }

    @Override
    public String name() {
        return "ipvs";
    }

    @Override
    public Prepared prepare(DesiredState next) {
        List<VirtualServer> ours = next.virtualServers().stream()
                .filter(vs -> vs.dataPlane().equals(IpvsDataPlane.PLANE)
                        || vs.dataPlane().equals(AUTO) && registration != null)
                .toList();
        boolean needed = !ours.isEmpty() || next.globals().ipvs().syncDaemon().isPresent();
        if (needed && support.state() == KernelSupport.State.LOADABLE && !testOnly) {
            load();
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        if (!support.usable()) {
            ours.stream()
                    .filter(vs -> vs.dataPlane().equals(IpvsDataPlane.PLANE))
                    .findFirst()
                    .ifPresent(vs -> diagnostics.add(Diagnostic.error(
                            DiagnosticKind.GENERAL,
                            next.origins().getOrDefault(vs.name(), Position.of(vs.name())),
                            "the data plane 'ipvs' cannot be used here: " + support.reason(),
                            "or use 'data_plane proxy'")));
        }
        return new Prepared() {
            @Override
            public List<Diagnostic> diagnostics() {
                return diagnostics;
            }

            @Override
            public void commit() {
                IpvsComponent.this.commit(next, needed);
            }
        };
    }

    private void load() {
        support = ModuleLoader.load(ROOT);
        if (support.usable()) {
            LOG.info("loaded the kernel module ip_vs");
            return;
        }
        LOG.warn("no data plane ipvs: {}", support.reason());
        // Everything on 'auto' goes to the proxy; the configuration is looked at again.
        unregister();
    }

    private void commit(DesiredState next, boolean needed) {
        wanted = needed;
        IpvsSettings settings = next.globals().ipvs();
        followed = settings.syncDaemon().flatMap(IpvsSettings.SyncDaemon::instance);
        if ((needed || configured) && support.usable()) {
            plane.master(followed.filter(masters::contains).isPresent());
            plane.configure(settings, !configured);
            configured = true;
        }
    }

    @Override
    public void transition(Transition transition) {
        if (transition instanceof Transition.Router router) {
            String name = router.instance().name();
            boolean master = router.after() == RouterState.MASTER;
            if (master) {
                masters.add(name);
            } else {
                masters.remove(name);
            }
            if (followed.isPresent() && name.equals(followed.get())) {
                plane.master(master);
            }
        }
    }

    @Override
    public CompletionStage<Void> stop() {
        return configured ? plane.stopDaemons() : CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!support.usable()) {
            String[] parts = support.reason().split("; ", 2);
            findings.add(new Finding(
                    wanted ? Level.ERROR : Level.INFO,
                    "data plane ipvs",
                    "is not here: " + parts[0],
                    parts.length > 1 ? parts[1] : ""));
        }
        plane.problems().forEach(problem -> findings.add(new Finding(Level.ERROR, "data plane ipvs", problem, "")));
        return findings;
    }
}
