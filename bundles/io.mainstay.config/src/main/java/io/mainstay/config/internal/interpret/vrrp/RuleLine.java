// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.Prefix;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.api.model.vrrp.VirtualRule;
import io.mainstay.api.model.vrrp.VirtualRule.Action;
import io.mainstay.api.model.vrrp.VirtualRule.Range;
import io.mainstay.api.model.vrrp.VirtualRule.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One line of {@code virtual_rules} or {@code static_rules}, in the words of {@code ip rule}. */
final class RuleLine {
    private static final Map<String, Action> ACTIONS = Map.of(
            "nop", new Action.Nop(),
            "l3mdev", new Action.L3Mdev(),
            "blackhole", new Action.Blackhole(),
            "unreachable", new Action.Unreachable(),
            "prohibit", new Action.Prohibit());
    private static final Map<String, Integer> TRANSPORTS = Map.ofEntries(
            Map.entry("icmp", 1),
            Map.entry("igmp", 2),
            Map.entry("ipip", 4),
            Map.entry("tcp", 6),
            Map.entry("udp", 17),
            Map.entry("dccp", 33),
            Map.entry("ipv6", 41),
            Map.entry("gre", 47),
            Map.entry("esp", 50),
            Map.entry("ah", 51),
            Map.entry("ipv6-icmp", 58),
            Map.entry("ospf", 89),
            Map.entry("vrrp", 112),
            Map.entry("sctp", 132),
            Map.entry("udplite", 136));
    private static final List<String> OPTIONS = List.of(
            "not",
            "inet",
            "inet6",
            "from",
            "to",
            "iif",
            "dev",
            "oif",
            "tos",
            "dsfield",
            "fwmark",
            "preference",
            "priority",
            "order",
            "pref",
            "table",
            "lookup",
            "realms",
            "goto",
            "nop",
            "l3mdev",
            "protocol",
            "ip_proto",
            "ipproto",
            "sport",
            "dport",
            "uidrange",
            "tunnel-id",
            "suppress_prefixlength",
            "suppress_ifgroup",
            "blackhole",
            "unreachable",
            "prohibit",
            "type",
            "no_track",
            "track_group");

    private final Line line;
    private final Context context;
    private final boolean virtual;

    private Optional<Boolean> ipv6 = Optional.empty();
    private boolean inverted;
    private Optional<Prefix> from = Optional.empty();
    private Optional<Prefix> to = Optional.empty();
    private Optional<String> input = Optional.empty();
    private Optional<String> output = Optional.empty();
    private OptionalInt tos = OptionalInt.empty();
    private OptionalLong mark = OptionalLong.empty();
    private OptionalLong mask = OptionalLong.empty();
    private OptionalInt transport = OptionalInt.empty();
    private Optional<Range> sourcePorts = Optional.empty();
    private Optional<Range> destinationPorts = Optional.empty();
    private Optional<Range> users = Optional.empty();
    private OptionalLong tunnel = OptionalLong.empty();
    private OptionalLong preference = OptionalLong.empty();
    private Optional<Action> action = Optional.empty();
    private int realms;
    private OptionalInt protocol = OptionalInt.empty();
    private OptionalInt suppressPrefix = OptionalInt.empty();
    private OptionalLong suppressGroup = OptionalLong.empty();
    private boolean tracked = true;
    private Optional<String> trackGroup = Optional.empty();

    private RuleLine(Line line, Context context, boolean virtual) {
        this.line = line;
        this.context = context;
        this.virtual = virtual;
    }

    /** Reads a rule; {@code virtual} ones move with an instance. */
    static Optional<VirtualRule> read(BlockReader reader, ConfigNode node, Context context, boolean virtual) {
        return new RuleLine(Line.whole(reader, node), context, virtual).read();
    }

    private Optional<VirtualRule> read() {
        while (line.hasNext()) {
            Word word = line.next();
            line.once(word);
            if (!selector(word) && !effect(word)) {
                line.unknown(word, OPTIONS);
            }
        }
        check();
        if (line.failed()) {
            return Optional.empty();
        }
        return Optional.of(new VirtualRule(
                ipv6.orElse(false),
                inverted,
                new Selector(
                        from,
                        to,
                        input,
                        output,
                        tos,
                        mark,
                        mask,
                        transport,
                        sourcePorts,
                        destinationPorts,
                        users,
                        tunnel),
                preference.getAsLong(),
                action.orElseThrow(),
                realms,
                protocol,
                suppressPrefix,
                suppressGroup,
                tracked,
                trackGroup));
    }

    private boolean selector(Word word) {
        switch (word.text()) {
            case "not" -> inverted = true;
            case "inet" -> family(word, false);
            case "inet6" -> family(word, true);
            case "from" -> from = network(word);
            case "to" -> to = network(word);
            case "iif", "dev" -> input = device(word);
            case "oif" -> output = device(word);
            case "tos", "dsfield" -> tos = OptionalInt.of(RoutingWords.field(line, word, context));
            case "fwmark" -> mark(word);
            case "ip_proto", "ipproto" ->
                transport = line.value(
                                word,
                                "a transport protocol such as tcp, or its number",
                                t -> Optional.ofNullable(TRANSPORTS.get(t))
                                        .or(() -> Values.integer(t)
                                                .filter(n -> n >= 0 && n <= 255)
                                                .map(Long::intValue)))
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
            case "sport" -> sourcePorts = range(word, 65535);
            case "dport" -> destinationPorts = range(word, 65535);
            case "uidrange" -> users = range(word, 0xffff_fffeL);
            case "tunnel-id", "tun_id" -> tunnel = line.number(word, 0, Long.MAX_VALUE);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean effect(Word word) {
        switch (word.text()) {
            case "preference", "priority", "order", "pref" -> preference = line.number(word, 0, 0xffff_ffffL);
            case "table", "lookup" -> table(word);
            case "goto" -> line.number(word, 0, 0xffff_ffffL).ifPresent(n -> act(word, new Action.GoTo(n)));
            case "nop", "l3mdev", "blackhole", "unreachable", "prohibit" -> act(word, ACTIONS.get(word.text()));
            case "type" ->
                line.value(
                                word,
                                "blackhole, unreachable, prohibit, nop or l3mdev",
                                t -> Optional.ofNullable(ACTIONS.get(t)))
                        .ifPresent(a -> act(word, a));
            case "realms" -> realms = RoutingWords.realms(line, word, context);
            case "protocol" ->
                protocol = line.value(
                                word,
                                "a number from 0 to 255, or a known name",
                                t -> RoutingWords.named(t, context.names.protocols(), 255))
                        .map(n -> OptionalInt.of(n.intValue()))
                        .orElse(OptionalInt.empty());
            case "suppress_prefixlength" -> suppressPrefix = line.integer(word, 0, 128);
            case "suppress_ifgroup" ->
                suppressGroup = line.value(
                                word,
                                "the number or name of an interface group",
                                t -> RoutingWords.named(t, context.names.groups(), 0xffff_fffeL))
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
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

    private void table(Word word) {
        long table = line.value(
                        word,
                        "the number or name of a routing table",
                        t -> RoutingWords.named(t, context.names.tables(), 0xffff_ffffL)
                                .filter(n -> n > 0))
                .orElse(VirtualRoute.MAIN);
        act(word, new Action.Table(table));
    }

    private void act(Word word, Action what) {
        if (action.isPresent()) {
            line.error(word.at(), "a rule does one thing; '" + word + "' is another", "keep one of them");
        }
        action = Optional.of(what);
    }

    private void check() {
        if (line.failed()) {
            return;
        }
        if (action.isEmpty()) {
            line.error(
                    line.at(),
                    "this rule says nothing about what to do: expected 'table T', goto, nop, l3mdev, blackhole, "
                            + "unreachable or prohibit",
                    "");
            return;
        }
        boolean looksUp = action.get() instanceof Action.Table || action.get() instanceof Action.L3Mdev;
        if (!looksUp && (suppressPrefix.isPresent() || suppressGroup.isPresent() || realms != 0)) {
            line.error(line.at(), "'suppress_…' and 'realms' are for rules that look a table up", "remove them");
        }
        if (preference.isEmpty()) {
            preference = OptionalLong.of(context.nextPreference());
            line.warning(
                    line.at(),
                    "this rule has no preference; it gets " + preference.getAsLong(),
                    "add 'preference N', lower is earlier");
        }
        if (action.get() instanceof Action.GoTo jump && jump.preference() <= preference.getAsLong()) {
            line.error(
                    line.at(),
                    "'goto " + jump.preference() + "' does not lead to a later rule than " + preference.getAsLong(),
                    "");
        }
        if (protocol.isPresent() && protocol.getAsInt() != RouteLine.PROTOCOL && tracked) {
            line.warning(
                    line.at(),
                    "a rule that is tracked has protocol " + RouteLine.PROTOCOL + "; 'protocol' is ignored",
                    "add 'no_track'");
            protocol = OptionalInt.empty();
        }
    }

    private Optional<Prefix> network(Word word) {
        return line.value(
                        word,
                        "a network, an address, or 'all'",
                        t -> t.equals("all") || t.equals("any") || t.equals("default")
                                ? Optional.of(Optional.<Prefix>empty())
                                : RoutingWords.prefix(t).map(Optional::of))
                .flatMap(p -> p)
                .filter(p -> family(word, p.isIpv6()));
    }

    private boolean family(Word word, boolean isIpv6) {
        if (ipv6.isPresent() && ipv6.get() != isIpv6) {
            line.error(word.at(), "'" + word + "' mixes IPv4 and IPv6 in one rule", "");
            return false;
        }
        ipv6 = Optional.of(isIpv6);
        return true;
    }

    private Optional<String> device(Word word) {
        Optional<String> name = line.device(word);
        name.ifPresent(n -> context.devices.named(n, word.at(), "for a rule"));
        return name;
    }

    private void mark(Word word) {
        Optional<long[]> value = line.value(word, "a mark such as 5 or 5/0xff", text -> {
            int slash = text.indexOf('/');
            Optional<Long> first = mark(slash < 0 ? text : text.substring(0, slash));
            Optional<Long> second = slash < 0 ? Optional.of(-1L) : mark(text.substring(slash + 1));
            return first.flatMap(m -> second.map(n -> new long[] {m, n}));
        });
        value.ifPresent(v -> {
            mark = OptionalLong.of(v[0]);
            mask = v[1] < 0 ? OptionalLong.empty() : OptionalLong.of(v[1]);
        });
    }

    private static Optional<Long> mark(String text) {
        return Line.number(text).filter(n -> n >= 0 && n <= 0xffff_ffffL);
    }

    private Optional<Range> range(Word word, long max) {
        Optional<Range> range = line.value(word, "numbers such as 5-9, at most " + max, text -> {
            int dash = text.indexOf('-');
            Optional<Long> first = Line.number(dash < 0 ? text : text.substring(0, dash));
            Optional<Long> last = dash < 0 ? first : Line.number(text.substring(dash + 1));
            return first.filter(n -> n >= 0 && n <= max)
                    .flatMap(a -> last.filter(n -> n >= 0 && n <= max).map(b -> new Range(a, b)));
        });
        if (range.isPresent() && range.get().first() > range.get().last()) {
            line.error(word.at(), "the range of '" + word + "' ends before it begins", "swap the numbers");
        }
        return range;
    }
}
