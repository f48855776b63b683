// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.MailSettings;
import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Short ways to write down what is configured and what happens. */
public final class Setup {
    private Setup() {}

    public static Endpoint endpoint(String text) {
        return Values.endpoint(text).orElseThrow();
    }

    public static Script script(String line) {
        return new Script(List.of(line.split(" ")), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static ServiceKey key(String endpoint) {
        return new ServiceKey.Address(Protocol.TCP, endpoint(endpoint));
    }

    public static VirtualServer vs(String name, Protocol protocol, boolean mail, RealServer rs, ServiceKey... keys) {
        return new VirtualServer(
                name,
                protocol,
                Arrays.asList(keys),
                Scheduler.RR,
                Set.of(),
                Optional.empty(),
                false,
                false,
                1,
                0,
                Optional.of(script("/quorum up")),
                Optional.of(script("/quorum down")),
                false,
                true,
                Optional.empty(),
                false,
                mail,
                "auto",
                Optional.empty(),
                0,
                List.of(rs));
    }

    public static VirtualServer vs() {
        return vs("tcp/192.0.2.1:80", Protocol.TCP, true, rs(true), key("192.0.2.1:80"));
    }

    public static RealServer rs(boolean mail) {
        return new RealServer(
                endpoint("10.0.0.1:8080"),
                1,
                Forwarding.NAT,
                0,
                0,
                false,
                Optional.of(script("/rs up")),
                Optional.of(script("/rs down")),
                mail,
                List.of());
    }

    public static Transition.Server server(VirtualServer vs, boolean up, Reason reason) {
        return new Transition.Server(vs, vs.realServers().get(0), up, reason, "3 failures in a row", 0);
    }

    public static Transition.Quorum quorum(VirtualServer vs, boolean up, Reason reason) {
        return new Transition.Quorum(vs, up, reason, "live weight 0 < quorum 1", 0, 0);
    }

    public static MailSettings mail(Endpoint server, Duration timeout) {
        return new MailSettings(
                server,
                "lb1.example.org",
                "lb1@example.org",
                List.of("Ops <ops@example.org>", "b@example.org"),
                timeout);
    }

    public static GlobalSettings globals(Optional<MailSettings> mail, boolean noCheckerEmails, NotifyFifo... fifos) {
        return new GlobalSettings(
                "lb1",
                "auto",
                mail,
                List.of(fifos),
                noCheckerEmails,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static DesiredState state(GlobalSettings globals, VirtualServer... servers) {
        return new DesiredState(1, globals, Arrays.asList(servers), Map.of());
    }
}
