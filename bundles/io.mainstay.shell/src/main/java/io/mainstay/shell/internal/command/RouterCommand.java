// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.RouterView;
import io.mainstay.api.model.AddressText;
import io.mainstay.shell.internal.text.Table;
import io.mainstay.shell.internal.text.Units;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything about one virtual router. */
final class RouterCommand implements Command {

    @Override
    public String name() {
        return "router";
    }

    @Override
    public String usage() {
        return "<router>";
    }

    @Override
    public String summary() {
        return "everything about a virtual router: state, cause, priority and what it is made of, addresses, peers heard, "
                + "timers, counters";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        RouterView router =
                RouterSelection.named(services.routers(), call.word(0)).view();
        StringBuilder text = new StringBuilder();
        head(call, router, text);
        addresses(call, router, text);
        peers(call, router, text);
        timers(router, text);
        counters("counters", router.statistics(), text);
        counters("dropped packets", router.drops(), text);
        if (!router.settings().isEmpty()) {
            text.append("settings\n");
            router.settings().forEach((name, value) -> text.append(String.format("  %-28s%s%n", name, value)));
        }
        return Reply.ok(RouterViews.full(router), text.toString());
    }

    private static void head(Call call, RouterView router, StringBuilder text) {
        text.append(router.name())
                .append(": ")
                .append(router.protocol())
                .append(
                        router.protocol().equals("VRRP")
                                ? " version " + router.version() + ", virtual router id "
                                : ", vhid ")
                .append(router.id());
        if (!router.device().isEmpty()) {
            text.append(" on ").append(router.device());
        }
        router.group().ifPresent(group -> text.append(", in sync group ").append(group));
        text.append('\n');
        text.append(router.state())
                .append(" for ")
                .append(RouterViews.age(call, router.since()))
                .append(": ")
                .append(router.cause())
                .append('\n');
        router.faults().forEach(fault -> text.append("  ! ").append(fault).append('\n'));
        text.append("priority ").append(router.effectivePriority());
        if (router.terms().size() > 1) {
            text.append(" = ")
                    .append(router.terms().stream().map(RouterCommand::term).collect(Collectors.joining(" ")));
        }
        text.append('\n');
    }

    /** {@code 150 configured}, {@code -30 script web (down)}. */
    private static String term(RouterView.Term term) {
        String sign = term.value() < 0 ? "- " : "+ ";
        boolean first = term.what().equals("configured");
        return (first ? "" : sign) + Math.abs(term.value()) + " " + term.what()
                + (term.state().isEmpty() ? "" : " (" + term.state() + ")");
    }

    private static void addresses(Call call, RouterView router, StringBuilder text) {
        Table table =
                new Table(Table.Column.left("ADDRESS"), Table.Column.left("INTERFACE"), Table.Column.left("HERE"));
        for (RouterView.Held held : router.addresses()) {
            table.row(
                    held.address() + (held.excluded() ? " (not advertised)" : ""),
                    held.device().isEmpty() ? "-" : held.device(),
                    held.held() ? "yes" : "no");
        }
        if (!table.isEmpty()) {
            text.append(table.render("  ", call.width()));
        }
    }

    private static void peers(Call call, RouterView router, StringBuilder text) {
        Table table = new Table(
                Table.Column.left("PEER"),
                Table.Column.right("PRIORITY"),
                Table.Column.right("INTERVAL"),
                Table.Column.right("HEARD"),
                Table.Column.right("ADVERTS"));
        for (RouterView.Peer peer : router.peers()) {
            boolean heard = peer.heard().isPresent();
            table.row(
                    AddressText.of(peer.address()),
                    heard ? peer.priority() : "-",
                    heard ? Units.time(peer.interval()) : "-",
                    peer.heard().map(at -> RouterViews.age(call, at) + " ago").orElse("never"),
                    peer.adverts());
        }
        if (!table.isEmpty()) {
            text.append(table.render("  ", call.width()));
        }
    }

    private static void timers(RouterView router, StringBuilder text) {
        for (RouterView.Timer timer : router.timers()) {
            text.append("  ")
                    .append(timer.what())
                    .append(timer.due().isNegative() ? " is due" : " in " + Units.time(timer.due()))
                    .append('\n');
        }
    }

    private static void counters(String heading, Map<String, Long> counters, StringBuilder text) {
        if (!counters.isEmpty()) {
            text.append(heading).append('\n');
            counters.forEach((name, value) -> text.append(String.format("  %-28s%d%n", name, value)));
        }
    }
}
