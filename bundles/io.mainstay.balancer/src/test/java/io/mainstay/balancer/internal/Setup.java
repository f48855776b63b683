// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Options;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.CheckTiming;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Short ways to write down what is configured and what checks say. */
public final class Setup {
    private Setup() {}

    public static Endpoint endpoint(String text) {
        return text.endsWith(":0")
                ? endpoint(text.substring(0, text.length() - 1) + "1").withPort(0)
                : Values.endpoint(text).orElseThrow();
    }

    /** A virtual server to be put together. */
    public static final class Vs {
        private String name;
        private final List<ServiceKey> keys = new ArrayList<>();
        private final List<RealServer> servers = new ArrayList<>();
        private int quorum = 1;
        private int hysteresis;
        private boolean omega;
        private boolean haSuspend;
        private String dataPlane = "auto";
        private Scheduler scheduler = Scheduler.WRR;
        private Optional<SorryServer> sorry = Optional.empty();

        private Vs(String name) {
            this.name = name;
        }

        public Vs quorum(int needed, int margin) {
            quorum = needed;
            hysteresis = margin;
            return this;
        }

        public Vs omega() {
            omega = true;
            return this;
        }

        public Vs haSuspend() {
            haSuspend = true;
            return this;
        }

        public Vs plane(String name) {
            dataPlane = name;
            return this;
        }

        public Vs scheduler(Scheduler other) {
            scheduler = other;
            return this;
        }

        public Vs sorry(String endpoint, boolean inhibit) {
            sorry = Optional.of(new SorryServer(endpoint(endpoint), Forwarding.NAT, inhibit));
            return this;
        }

        public Vs key(ServiceKey key) {
            keys.add(key);
            return this;
        }

        public Vs key(String endpoint) {
            return key(new ServiceKey.Address(Protocol.TCP, endpoint(endpoint)));
        }

        /** A real server with that many checks. */
        public Vs server(String endpoint, int weight, int checks) {
            return server(endpoint, weight, checks, false);
        }

        public Vs server(String endpoint, int weight, int checks, boolean inhibit) {
            List<CheckSpec> specs = new ArrayList<>();
            for (int i = 1; i <= checks; i++) {
                specs.add(spec(new CheckId(name, endpoint(endpoint), "T", i)));
            }
            servers.add(new RealServer(
                    endpoint(endpoint),
                    weight,
                    Forwarding.NAT,
                    0,
                    0,
                    inhibit,
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    specs));
            return this;
        }

        public VirtualServer build() {
            return new VirtualServer(
                    name,
                    Protocol.TCP,
                    keys,
                    scheduler,
                    Set.of(),
                    Optional.empty(),
                    false,
                    false,
                    quorum,
                    hysteresis,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    omega,
                    sorry,
                    haSuspend,
                    false,
                    dataPlane,
                    Optional.empty(),
                    0,
                    servers);
        }
    }

    /** A virtual server with its address. */
    public static Vs vs(String endpoint) {
        return new Vs("tcp/" + endpoint).key(endpoint);
    }

    /** A virtual server whose services are yet to be named. */
    public static Vs group(String name) {
        return new Vs("tcp/group/" + name);
    }

    public static CheckSpec spec(CheckId id) {
        return new CheckSpec(
                id,
                new CheckTarget(
                        id.realServer(), Protocol.TCP, Optional.empty(), Duration.ofSeconds(5), 1, Optional.empty()),
                new CheckTiming(
                        Duration.ofSeconds(60),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        Duration.ZERO,
                        false,
                        false),
                new Options(id.type(), ConfigNode.line(new Word(id.type(), "test", 1, 1), List.of())));
    }

    public static CheckView view(CheckId id, boolean up, WeightAdvice advice, String cause) {
        return new CheckView(
                id, id.type(), up, true, Optional.empty(), advice, Instant.EPOCH, cause, Optional.empty(), 0, 0, 0, 0);
    }

    public static DesiredState state(long number, VirtualServer... servers) {
        return new DesiredState(number, GlobalSettings.defaults("r"), Arrays.asList(servers), Map.of());
    }
}
