// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Refuses, word by word, what the data plane of one virtual server cannot do. Without a plane (no planes are known, or
 * the one that is wanted is not there, which is its own error) everything passes.
 */
final class PlaneCheck {
    static final String AUTO = "auto";
    private static final String KERNEL = "ipvs";
    private static final String EMBEDDED = "proxy";

    private final BlockReader reader;
    private final Optional<DataPlaneCapabilities> plane;
    private final boolean chosen;

    private PlaneCheck(BlockReader reader, Optional<DataPlaneCapabilities> plane, boolean chosen) {
        this.reader = reader;
        this.plane = plane;
        this.chosen = chosen;
    }

    /**
     * The checks for the plane that a virtual server uses.
     *
     * @param wanted {@code "auto"} or a plane's name
     * @param at the word that names it, or the virtual server
     * @param planes what there is; empty skips all checks
     */
    static PlaneCheck of(BlockReader reader, String wanted, Position at, Map<String, DataPlaneCapabilities> planes) {
        boolean chosen = !wanted.equals(AUTO);
        String name = chosen ? wanted : planes.containsKey(KERNEL) ? KERNEL : EMBEDDED;
        DataPlaneCapabilities plane = planes.get(name);
        if (plane == null && !planes.isEmpty()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    at,
                    "the data plane '" + name + "' is not here",
                    "here are: " + sorted(planes.keySet()) + "; the command 'doctor' says why one is missing");
        }
        return new PlaneCheck(reader, Optional.ofNullable(plane), chosen);
    }

    void method(Forwarding.Method method, Word at) {
        plane.filter(p -> !p.methods().contains(method))
                .ifPresent(p -> refuse(p, at.at(), "forwarding method " + method, "it can do: " + sorted(p.methods())));
    }

    void protocol(Protocol protocol, Position at) {
        plane.filter(p -> !p.protocols().contains(protocol))
                .ifPresent(p -> refuse(p, at, "protocol " + protocol, "it can do: " + sorted(p.protocols())));
    }

    void scheduler(Scheduler scheduler, Position at) {
        plane.filter(p -> !p.schedulers().contains(scheduler))
                .ifPresent(p -> refuse(
                        p,
                        at,
                        "scheduler " + scheduler.keyword(),
                        "it can do: "
                                + sorted(p.schedulers().stream()
                                        .map(Scheduler::keyword)
                                        .toList())));
    }

    void flag(String flag, Position at) {
        plane.filter(p -> !p.schedulerFlags().contains(flag))
                .ifPresent(p -> refuse(
                        p,
                        at,
                        "'" + flag + "'",
                        p.schedulerFlags().isEmpty() ? "remove it" : "it can do: " + sorted(p.schedulerFlags())));
    }

    void fwmark(Position at) {
        plane.filter(p -> !p.fwmark())
                .ifPresent(p -> refuse(p, at, "virtual servers by firewall mark", "give an address and a port"));
    }

    void anyPort(Position at) {
        plane.filter(p -> !p.anyPort()).ifPresent(p -> refuse(p, at, "virtual servers for all ports", "give a port"));
    }

    void persistenceEngine(String engine, Position at) {
        plane.filter(p -> !p.persistenceEngines().contains(engine))
                .ifPresent(p -> refuse(p, at, "persistence engine " + engine, "remove it"));
    }

    void otherFamily(Position at) {
        plane.filter(p -> !p.mixedFamilies())
                .ifPresent(p -> refuse(
                        p,
                        at,
                        "a real server of another address family than its virtual server",
                        "use TUN, or give it an address of the same family"));
    }

    /** An extension of the proxy. */
    void connectionLimit(Position at) {
        plane.filter(p -> p.name().equals(KERNEL))
                .ifPresent(p -> refuse(
                        p,
                        at,
                        "a limit of connections over all real servers",
                        "give each real server 'uthreshold', or use 'data_plane proxy'"));
    }

    void otherPort(Position at) {
        plane.filter(p -> !p.portTranslation())
                .ifPresent(p ->
                        refuse(p, at, "a real server on another port than its virtual server", "use the same port"));
    }

    private void refuse(DataPlaneCapabilities p, Position at, String what, String hint) {
        String advice = chosen || p.name().equals(KERNEL) ? "" : ", or a kernel with IPVS";
        reader.error(
                DiagnosticKind.GENERAL, at, "the data plane '" + p.name() + "' does not have " + what, hint + advice);
    }

    private static String sorted(Collection<?> values) {
        TreeSet<String> names = new TreeSet<>();
        values.forEach(v -> names.add(v.toString()));
        return String.join(", ", names);
    }
}
