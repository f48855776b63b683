// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Word;
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
import io.mainstay.api.model.VirtualServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Desired states for tests. The usual check: every 10 s, retry 2 after 3 s, no warm-up. */
final class Specs {
    static final CheckTiming TIMING = timing(false, false);

    private Specs() {}

    static CheckTiming timing(boolean alpha, boolean logAllFailures) {
        return new CheckTiming(
                Duration.ofSeconds(10),
                OptionalInt.of(2),
                Optional.of(Duration.ofSeconds(3)),
                Optional.of(Duration.ZERO),
                1,
                Duration.ZERO,
                alpha,
                logAllFailures);
    }

    static CheckTiming every(Duration loop, Duration warmup) {
        return new CheckTiming(
                loop, OptionalInt.of(0), Optional.empty(), Optional.of(warmup), 1, Duration.ZERO, false, false);
    }

    static Endpoint server(int number) {
        try {
            byte[] address = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
            return new Endpoint(InetAddress.getByAddress(address), 80);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static CheckSpec check(int number) {
        return check(number, "TEST_CHECK", TIMING, "");
    }

    static CheckSpec check(int number, CheckTiming timing) {
        return check(number, "TEST_CHECK", timing, "");
    }

    static CheckSpec check(int number, String type, CheckTiming timing, String argument) {
        return check("vs", number, type, 1, timing, argument);
    }

    static CheckSpec check(
            String virtualServer, int number, String type, int ordinal, CheckTiming timing, String argument) {
        List<Word> arguments = argument.isEmpty() ? List.of() : List.of(new Word(argument, "test.conf", number, 20));
        ConfigNode node = ConfigNode.block(new Word(type, "test.conf", number, 5), arguments, List.of());
        CheckTarget target = new CheckTarget(
                server(number), Protocol.TCP, Optional.empty(), Duration.ofSeconds(5), 1, Optional.empty());
        CheckId id = new CheckId(virtualServer, server(number), type, ordinal);
        return new CheckSpec(id, target, timing, new Options(type, node));
    }

    static DesiredState state(long number, List<CheckSpec> specs) {
        Map<String, Map<Endpoint, List<CheckSpec>>> grouped = new LinkedHashMap<>();
        for (CheckSpec spec : specs) {
            grouped.computeIfAbsent(spec.id().virtualServer(), name -> new LinkedHashMap<>())
                    .computeIfAbsent(spec.id().realServer(), endpoint -> new ArrayList<>())
                    .add(spec);
        }
        List<VirtualServer> virtualServers = new ArrayList<>();
        grouped.forEach((name, servers) -> virtualServers.add(virtualServer(name, servers)));
        return new DesiredState(number, GlobalSettings.defaults("test"), virtualServers, Map.of());
    }

    private static VirtualServer virtualServer(String name, Map<Endpoint, List<CheckSpec>> servers) {
        List<RealServer> realServers = new ArrayList<>();
        servers.forEach((endpoint, checks) -> realServers.add(new RealServer(
                endpoint, 1, Forwarding.NAT, 0, 0, false, Optional.empty(), Optional.empty(), false, checks)));
        return new VirtualServer(
                name,
                Protocol.TCP,
                List.of(new ServiceKey.Address(Protocol.TCP, server(0xfefefe))),
                Scheduler.RR,
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
                Optional.empty(),
                false,
                false,
                "auto",
                Optional.empty(),
                0,
                realServers);
    }
}
