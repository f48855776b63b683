// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.Prefix;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.api.model.vrrp.VirtualRoute.Action;
import io.mainstay.api.model.vrrp.VirtualRoute.Encapsulation;
import io.mainstay.api.model.vrrp.VirtualRoute.Hop;
import io.mainstay.api.model.vrrp.VirtualRoute.Kind;
import io.mainstay.api.model.vrrp.VirtualRoute.Preference;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** One line of {@code virtual_routes} or {@code static_routes}, in the words of {@code ip route}. */
final class RouteLine {
    /** Routes and rules of other protocols are not taken for ours, and could not be followed. */
    static final int PROTOCOL = 18;

    private static final Map<String, Kind> KINDS = kinds();
    private static final Map<String, Action> ACTIONS =
            Map.of("add", Action.ADD, "append", Action.APPEND, "prepend", Action.PREPEND, "replace", Action.REPLACE);
    private static final Set<String> OPTIONS = options();
    private static final Set<String> SEVERAL = Set.of("nexthop", "or");

    private final Line line;
    private final Context context;
    private final boolean virtual;

    private Kind kind = Kind.UNICAST;
    private Optional<Boolean> ipv6 = Optional.empty();
    private Optional<Prefix> destination = Optional.empty();
    private boolean toDefault;
    private Optional<InetAddress> source = Optional.empty();
    private Optional<Prefix> from = Optional.empty();
    private Optional<InetAddress> via = Optional.empty();
    private Optional<String> device = Optional.empty();
    private boolean onLink;
    private int realms;
    private Optional<Encapsulation> encapsulation = Optional.empty();
    private final List<Hop> hops = new ArrayList<>();
    private long table = VirtualRoute.MAIN;
    private OptionalInt scope = OptionalInt.empty();
    private int tos;
    private OptionalInt protocol = OptionalInt.empty();
    private OptionalLong metric = OptionalLong.empty();
    private Optional<Preference> preference = Optional.empty();
    private final RouteMetrics metrics = new RouteMetrics();
    private boolean ecn;
    private Optional<String> congestionControl = Optional.empty();
    private OptionalLong expires = OptionalLong.empty();
    private Optional<Boolean> ttlPropagate = Optional.empty();
    private Action action = Action.PREPEND;
    private boolean tracked = true;
    private Optional<String> trackGroup = Optional.empty();

    private RouteLine(Line line, Context context, boolean virtual) {
        this.line = line;
        this.context = context;
        this.virtual = virtual;
    }

    /** Reads a route; {@code virtual} ones move with an instance. */
    static Optional<VirtualRoute> read(BlockReader reader, ConfigNode node, Context context, boolean virtual) {
        return new RouteLine(Line.whole(reader, node), context, virtual).read();
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
        }
        return kinds;
    }

    private static Set<String> options() {
        Set<String> all = new TreeSet<>(RouteMetrics.keywords());
        all.addAll(KINDS.keySet());
        all.addAll(ACTIONS.keySet());
        all.addAll(List.of(
                "to", "src", "from", "via", "gw", "dev", "oif", "or", "nexthop", "table", "scope", "tos", "dsfield"));
        all.addAll(List.of(
                "protocol", "priority", "metric", "preference", "realms", "congctl", "pref", "expires", "vrf", "as"));
        all.addAll(List.of("features", "ttl-propagate", "onlink", "encap", "no_track", "track_group", "inet", "inet6"));
        all.add("type");
        return all;
    }

    private Optional<VirtualRoute> read() {
        while (line.hasNext()) {
            Word word = line.next();
            if (!word(word)) {
                line.unknown(word, OPTIONS);
            }
        }
        check();
        if (line.failed()) {
            return Optional.empty();
        }
        Optional<Hop> hop = via.isEmpty() && device.isEmpty() && encapsulation.isEmpty() && realms == 0 && !onLink
                ? Optional.empty()
                : Optional.of(new Hop(via, device, 1, onLink, realms, encapsulation));
        if (!hops.isEmpty() && hop.isPresent()) {
            hops.add(0, hop.get());
            hop = Optional.empty();
        }
        return Optional.of(new VirtualRoute(
                kind,
                destination.orElseThrow(),
                source,
                from,
                hop,
                hops,
                table,
                scope,
                tos,
                protocol,
                metric,
                preference,
                metrics.values(),
                metrics.locked(),
                ecn,
                congestionControl,
                expires,
                onLink,
                ttlPropagate,
                action,
                tracked,
                trackGroup));
    }

    /** Takes a word with its value; false when it is none of ours. */
    private boolean word(Word word) {
        String text = word.text();
        if (OPTIONS.contains(text) && !SEVERAL.contains(text)) {
            line.once(word);
        }
        if (metrics.take(line, word)) {
            return true;
        }
        if (KINDS.containsKey(text)) {
            kind = KINDS.get(text);
        } else if (ACTIONS.containsKey(text)) {
            action = ACTIONS.get(text);
        } else {
            return way(word) || attribute(word) || destination(word);
        }
        return true;
    }

    private boolean way(Word word) {
        switch (word.text()) {
            case "via" -> via = gateway(word);
            case "gw" -> {
                line.deprecated(word, "via");
                via = gateway(word);
            }
            case "dev", "oif" -> device = device(word);
            case "or" -> {
                line.deprecated(word, "nexthop");
                gateway(word)
                        .ifPresent(address -> hops.add(
                                new Hop(Optional.of(address), Optional.empty(), 1, false, 0, Optional.empty())));
            }
            case "nexthop" -> hop(word);
            case "onlink" -> onLink = true;
            case "realms" -> realms = RoutingWords.realms(line, word, context);
            case "encap" -> encapsulation = EncapsulationWords.read(line, word);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean attribute(Word word) {
        switch (word.text()) {
            case "inet" -> family(word, false);
            case "inet6" -> family(word, true);
            case "src" -> source = line.address(word).filter(a -> family(word, a instanceof Inet6Address));
            case "from" ->
                from = line.value(word, "an IPv6 network", RoutingWords::prefix).filter(p -> {
                    if (!p.isIpv6()) {
                        line.error(word.at(), "'from' is for IPv6 routes only", "use a rule");
                    }
                    return family(word, p.isIpv6());
                });
            case "type" ->
                kind = line.value(word, "a kind of route, such as unicast", t -> Optional.ofNullable(KINDS.get(t)))
                        .orElse(kind);
            case "table" -> table = RoutingWords.table(line, word, context);
            case "scope" -> scope = number(word, context.names.scopes());
            case "tos", "dsfield" -> tos = RoutingWords.field(line, word, context);
            case "protocol" -> protocol = number(word, context.names.protocols());
            case "priority", "metric", "preference" -> metric = line.number(word, 0, 0xffff_ffffL);
            case "pref" ->
                preference = line.value(word, "low, medium or high", t -> switch (t) {
                    case "low" -> Optional.of(Preference.LOW);
                    case "medium" -> Optional.of(Preference.MEDIUM);
                    case "high" -> Optional.of(Preference.HIGH);
                    default -> Optional.empty();
                });
            case "expires" -> expires = line.number(word, 0, Integer.MAX_VALUE);
            case "congctl" -> {
                line.take("lock"); // the kernel knows no lock of it
                congestionControl = line.text(word, "the name of an algorithm");
            }
            case "features" ->
                ecn = line.value(word, "ecn", t -> t.equals("ecn") ? Optional.of(true) : Optional.empty())
                        .isPresent();
            case "ttl-propagate" ->
                ttlPropagate = line.value(word, "enabled or disabled", t -> switch (t) {
                    case "enabled" -> Optional.of(true);
                    case "disabled" -> Optional.of(false);
                    default -> Optional.empty();
                });
            case "vrf" -> {
                line.error(word.at(), "'vrf' is not supported in routes", "give the VRF's table: 'table N'");
                line.text(word, "the name of a VRF");
            }
            case "as" -> line.error(word.at(), "'as' is for MPLS routes, which are not supported", "remove it");
            case "no_track" -> tracked = false;
            case "track_group" -> {
                if (virtual) {
                    return false;
                }
                trackGroup = RoutingWords.group(line, word, context);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean destination(Word word) {
        if (destination.isPresent() || toDefault) {
            return false;
        }
        if (word.text().equals("to")) {
            if (!line.hasNext()) {
                line.error(
                        DiagnosticKind.MISSING_PARAMETER, word.at(), "'to' needs a value: a network or 'default'", "");
                return true;
            }
            return destination(line.next());
        }
        if (word.text().equals("default")) {
            toDefault = true;
            return true;
        }
        destination = RoutingWords.prefix(word.text());
        destination.ifPresent(p -> family(word, p.isIpv6()));
        if (destination.isEmpty() && word.text().indexOf('/') > 0) {
            line.error(
                    DiagnosticKind.INVALID_NUMBER,
                    word.at(),
                    "'" + word + "' is not a network: expected such as 10.0.0.0/8 or 2001:db8::/32",
                    "");
            return true;
        }
        return destination.isPresent();
    }

    private void check() {
        if (toDefault) {
            destination = Optional.of(RoutingWords.everything(ipv6.orElse(false)));
        }
        if (destination.isEmpty()) {
            if (!line.failed()) {
                line.error(line.at(), "a route needs a destination: a network or 'default'", "");
            }
            return;
        }
        boolean isIpv6 = destination.get().isIpv6();
        if (preference.isPresent() && !isIpv6) {
            line.error(line.at(), "'pref' is for IPv6 routes only", "remove it");
        }
        if (expires.isPresent() && !isIpv6) {
            line.error(line.at(), "'expires' is for IPv6 routes only", "remove it");
        }
        boolean goesNowhere = Set.of(Kind.BLACKHOLE, Kind.UNREACHABLE, Kind.PROHIBIT, Kind.THROW)
                .contains(kind);
        if (goesNowhere && (via.isPresent() || !hops.isEmpty())) {
            line.error(line.at(), "a route that goes nowhere has no 'via' and no 'nexthop'", "remove it");
        }
        if (tracked && device.isEmpty()) {
            line.warning(
                    line.at(),
                    "the route to " + destination.get()
                            + " has no 'dev', so that its deletion cannot be noticed; it is not tracked",
                    "add 'dev INTERFACE', or 'no_track'");
            tracked = false;
        }
        if (tracked && protocol.isPresent() && protocol.getAsInt() != PROTOCOL) {
            line.warning(
                    line.at(),
                    "a route that is tracked has protocol " + PROTOCOL + "; 'protocol' is ignored",
                    "add 'no_track'");
            protocol = OptionalInt.empty();
        }
    }

    private void hop(Word option) {
        Optional<InetAddress> gateway = Optional.empty();
        Optional<String> interfaceName = Optional.empty();
        Optional<Encapsulation> around = Optional.empty();
        int weight = 1;
        int hopRealms = 0;
        boolean link = false;
        int before = hops.size();
        while (line.hasNext()) {
            String text = line.peek();
            if (!Set.of("via", "dev", "oif", "weight", "onlink", "encap", "realms")
                    .contains(text)) {
                break;
            }
            Word word = line.next();
            switch (text) {
                case "via" -> gateway = gateway(word);
                case "dev", "oif" -> interfaceName = device(word);
                case "weight" -> weight = line.integer(word, 1, 256).orElse(1);
                case "onlink" -> link = true;
                case "realms" -> hopRealms = RoutingWords.realms(line, word, context);
                default -> around = EncapsulationWords.read(line, word);
            }
        }
        if (gateway.isEmpty() && interfaceName.isEmpty() && hops.size() == before && !line.failed()) {
            line.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    option.at(),
                    "'nexthop' needs 'via ADDRESS' or 'dev INTERFACE'",
                    "");
        }
        hops.add(new Hop(gateway, interfaceName, weight, link, hopRealms, around));
    }

    /** An IPv4 route may have an IPv6 gateway only when that is said: {@code via inet6 …}. */
    private Optional<InetAddress> gateway(Word option) {
        boolean other = line.take("inet6");
        if (!other) {
            line.take("inet");
        }
        Optional<InetAddress> address = line.address(option);
        if (!other) {
            address.ifPresent(a -> family(option, a instanceof Inet6Address));
        }
        return address;
    }

    private Optional<String> device(Word option) {
        Optional<String> name = line.device(option);
        name.ifPresent(n -> context.devices.named(n, option.at(), "for a route"));
        return name;
    }

    private boolean family(Word word, boolean isIpv6) {
        if (ipv6.isPresent() && ipv6.get() != isIpv6) {
            line.error(word.at(), "'" + word + "' mixes IPv4 and IPv6 in one route", "");
            return false;
        }
        ipv6 = Optional.of(isIpv6);
        return true;
    }

    private OptionalInt number(Word option, Map<String, Long> names) {
        return line.value(option, "a number from 0 to 255, or a known name", t -> RoutingWords.named(t, names, 255))
                .map(n -> OptionalInt.of(n.intValue()))
                .orElse(OptionalInt.empty());
    }
}
