// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.CheckerDescription;
import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Configuration;
import io.mainstay.api.control.Deployments;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.EngineFigures;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.RealServerView;
import io.mainstay.api.control.Routers;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.SorryServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.api.option.Summary;
import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A small system at a fixed moment: a healthy virtual server, one without quorum, and three checks. One thread. */
public final class SampleSystem implements Services {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    static final String WEB = "tcp/10.0.0.100:80";
    static final String DNS = "udp/[2001:db8::53]:53";

    Optional<Checks> checks = Optional.of(new SampleChecks());
    Optional<Balancer> balancer = Optional.of(new SampleBalancer());
    Optional<Configuration> configuration = Optional.of(new SampleConfiguration());
    Optional<Deployments> deployments = Optional.empty();
    List<Routers> routers = new ArrayList<>();
    List<Diagnosable> diagnosables = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Journal.Entry> entries = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    private final Set<Endpoint> draining = new HashSet<>();
    private final Map<Endpoint, Integer> weights = new HashMap<>();

    @Override
    public Optional<Checks> findChecks() {
        return checks;
    }

    @Override
    public Optional<Balancer> findBalancer() {
        return balancer;
    }

    @Override
    public Optional<Configuration> findConfiguration() {
        return configuration;
    }

    @Override
    public Optional<Journal> findJournal() {
        return Optional.of(new Journal() {
            @Override
            public void publish(Transition transition) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Entry> entries() {
                return entries;
            }
        });
    }

    @Override
    public Optional<Deployments> findDeployments() {
        return deployments;
    }

    /** A system with virtual routers. */
    public static SampleSystem withRouters() {
        SampleSystem system = new SampleSystem();
        system.routers.add(SampleRouters.vrrp());
        return system;
    }

    @Override
    public List<Routers> findRouters() {
        return routers;
    }

    @Override
    public List<Diagnosable> diagnosables() {
        return diagnosables;
    }

    @Override
    public Process process() {
        return new Process("0.1.0", 4711, Duration.ofSeconds(3725), "17.0.15");
    }

    void refuse(String message, String hint) {
        diagnostics.add(Diagnostic.error(
                DiagnosticKind.UNKNOWN_KEYWORD, new Position("/etc/keepalived.conf", 7, 3), message, hint));
    }

    static Endpoint endpoint(String address, int port) {
        try {
            return new Endpoint(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    static CheckId id(String virtualServer, String address, int port, String type) {
        return new CheckId(virtualServer, endpoint(address, port), type, 1);
    }

    static VirtualServer virtualServer(
            String name, Protocol protocol, Endpoint at, SorryServer sorry, RealServer... real) {
        return new VirtualServer(
                name,
                protocol,
                List.of(new ServiceKey.Address(protocol, at)),
                Scheduler.WRR,
                Set.of(),
                Optional.empty(),
                false,
                false,
                1,
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.ofNullable(sorry),
                false,
                false,
                "auto",
                Optional.empty(),
                0,
                List.of(real));
    }

    static RealServer realServer(String address, int port, int weight) {
        return new RealServer(
                endpoint(address, port),
                weight,
                Forwarding.NAT,
                0,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of());
    }

    static ProbeView probed(ProbeView.Outcome outcome, FailReason reason, String detail) {
        return new ProbeView(
                NOW.minusSeconds(1),
                Duration.ofNanos(1_240_000),
                outcome,
                Optional.ofNullable(reason),
                detail,
                List.of(
                        new ProbeView.Line(Duration.ofNanos(90_000), "connecting to 10.0.0.1:80"),
                        new ProbeView.Line(Duration.ofNanos(1_200_000), "connected")),
                0);
    }

    private RealServerView view(RealServer real, boolean up, String... failed) {
        Endpoint at = real.endpoint();
        int weight = weights.getOrDefault(at, real.weight());
        return new RealServerView(
                real,
                up,
                List.of(failed),
                draining.contains(at) || !up ? 0 : weight,
                draining.contains(at),
                weights.containsKey(at) ? OptionalInt.of(weight) : OptionalInt.empty());
    }

    private static DestinationStatus counters(RealServer real, long active, long total, long in, long out) {
        return new DestinationStatus(real.endpoint(), real.weight(), false, active, 0, total, 0, in, out);
    }

    private final class SampleBalancer implements Balancer {
        @Override
        public List<VirtualServerView> virtualServers() {
            RealServer one = realServer("10.0.0.1", 80, 3);
            RealServer two = realServer("10.0.0.2", 80, 1);
            RealServer dns = realServer("2001:db8::1", 53, 1);
            VirtualServer web = virtualServer(WEB, Protocol.TCP, endpoint("10.0.0.100", 80), null, one, two);
            SorryServer sorry = new SorryServer(endpoint("2001:db8::99", 53), Forwarding.NAT, false);
            VirtualServer name = virtualServer(DNS, Protocol.UDP, endpoint("2001:db8::53", 53), sorry, dns);
            return List.of(
                    new VirtualServerView(
                            web,
                            "proxy",
                            true,
                            3,
                            false,
                            false,
                            List.of(view(one, true), view(two, false, WEB + "/10.0.0.2:80/TCP_CHECK")),
                            List.of(new ServiceStatus(
                                    web.services().get(0),
                                    true,
                                    "",
                                    List.of(
                                            counters(one, 2, 1234, 45_678, 9_876_543),
                                            counters(two, 0, 7, 640, 1_200))))),
                    new VirtualServerView(
                            name,
                            "proxy",
                            false,
                            0,
                            true,
                            false,
                            List.of(view(dns, false, DNS + "/[2001:db8::1]:53/UDP_CHECK")),
                            List.of(new ServiceStatus(
                                    name.services().get(0),
                                    false,
                                    "address already in use; next try in 2 s",
                                    List.of()))));
        }

        @Override
        public Optional<VirtualServerView> find(String virtualServer) {
            return virtualServers().stream()
                    .filter(in -> in.configured().name().equals(virtualServer))
                    .findFirst();
        }

        @Override
        public void drain(String virtualServer, Endpoint realServer, boolean on) {
            asked.add("drain " + virtualServer + " " + realServer + " " + on);
            if (on) {
                draining.add(realServer);
            } else {
                draining.remove(realServer);
            }
        }

        @Override
        public void weight(String virtualServer, Endpoint realServer, OptionalInt weight) {
            asked.add("weight " + virtualServer + " " + realServer + " " + weight);
            weight.ifPresentOrElse(w -> weights.put(realServer, w), () -> weights.remove(realServer));
        }
    }

    private final class SampleChecks implements Checks {
        @Override
        public List<CheckView> list() {
            return List.of(
                    check(id(WEB, "10.0.0.1", 80, "HTTP_GET"), "HTTP_GET /health", true, null, "200", null),
                    check(
                            id(WEB, "10.0.0.2", 80, "TCP_CHECK"),
                            "TCP 10.0.0.2:80",
                            false,
                            null,
                            "connection refused",
                            FailReason.REFUSED),
                    check(
                            id(DNS, "2001:db8::1", 53, "UDP_CHECK"),
                            "UDP_CHECK",
                            false,
                            "no plugin provides UDP_CHECK",
                            null,
                            null));
        }

        private CheckView check(
                CheckId id, String description, boolean up, String suspended, String detail, FailReason reason) {
            ProbeView.Outcome outcome = up ? ProbeView.Outcome.PASSED : ProbeView.Outcome.FAILED;
            return new CheckView(
                    id,
                    description,
                    up,
                    suspended == null,
                    Optional.ofNullable(suspended),
                    WeightAdvice.NONE,
                    NOW.minusSeconds(90),
                    up ? "1 success" : "4 failures in a row",
                    Optional.ofNullable(detail).map(d -> probed(outcome, reason, d)),
                    suspended == null ? 2048 : 0,
                    up ? 0 : 4,
                    0,
                    0);
        }

        @Override
        public Optional<CheckView> find(CheckId id) {
            return list().stream().filter(check -> check.id().equals(id)).findFirst();
        }

        @Override
        public List<ProbeView> history(CheckId id) {
            return find(id).orElseThrow().last().stream().toList();
        }

        @Override
        public CompletionStage<ProbeView> probe(CheckId id) {
            CheckView check = find(id).orElseThrow();
            return check.last()
                    .<CompletionStage<ProbeView>>map(CompletableFuture::completedFuture)
                    .orElseGet(() -> CompletableFuture.failedFuture(
                            new IllegalStateException(check.suspended().orElseThrow())));
        }

        @Override
        public List<CheckerTypeView> types() {
            return List.of(
                    new CheckerTypeView("HTTP_GET", "io.mainstay.check.http", "0.1.0", 1, 0, 0, ""),
                    new CheckerTypeView(
                            "TCP_CHECK", "io.mainstay.check.tcp", "0.1.0", 1, 0, 3, "event loop blocked twice"));
        }

        @Override
        public Optional<CheckerDescription> describe(String type) {
            return types().stream()
                    .filter(view -> view.type().equals(type))
                    .map(view -> new CheckerDescription(
                            type,
                            view.bundle(),
                            view.version(),
                            CheckDefaults.STANDARD,
                            type.equals("HTTP_GET")
                                    ? Optional.of(
                                            OptionSchema.of(SampleOptions.class).description())
                                    : Optional.empty()))
                    .findFirst();
        }

        @Override
        public EngineFigures figures() {
            return new EngineFigures(
                    3, 1, 1, 4096, Duration.ofNanos(210_000), Duration.ofNanos(1_840_000), Duration.ofNanos(3_300_000));
        }

        @Override
        public void haSuspend(String virtualServer, boolean suspended) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void listen(Listener listener) {
            throw new UnsupportedOperationException();
        }
    }

    @Summary("A server is good when its answers are.")
    record SampleOptions(
            @Option(help = "one request", required = true) List<SampleUrl> url,

            @Option(help = "limit of each step", min = "0.001", max = "60", otherwise = "the real server's")
            Optional<Duration> connectTimeout) {}

    record SampleUrl(
            @Option(help = "what is asked for", required = true)
            String path,

            @Option(help = "close with a notification") boolean tlsCompliant) {}

    private final class SampleConfiguration implements Configuration {
        @Override
        public DesiredState current() {
            return new DesiredState(
                    3,
                    GlobalSettings.defaults("lb1"),
                    new SampleBalancer()
                            .virtualServers().stream()
                                    .map(VirtualServerView::configured)
                                    .toList(),
                    Map.of(WEB, new Position("/etc/keepalived.conf", 12, 1)));
        }

        @Override
        public ReloadReport reload() {
            asked.add("reload");
            return last();
        }

        @Override
        public ReloadReport test() {
            asked.add("test");
            return last();
        }

        @Override
        public ReloadReport last() {
            boolean accepted = diagnostics.stream().noneMatch(Diagnostic::isError);
            return new ReloadReport(accepted, accepted ? 3 : 4, diagnostics, Duration.ofMillis(42));
        }
    }
}
