// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.control.RouterGroupView;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.Routers;
import io.mainstay.api.control.TrackerView;
import io.mainstay.shell.internal.text.Table;
import java.util.List;

/** All virtual routers, sync groups and trackers. */
final class RoutersCommand implements Command {

    @Override
    public String name() {
        return "routers";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "the virtual routers, sync groups and trackers with their states and causes";
    }

    @Override
    public Reply run(Call call, Services services) {
        List<Routers> protocols = services.routers();
        List<RouterView> routers =
                protocols.stream().flatMap(of -> of.list().stream()).toList();
        List<RouterGroupView> groups =
                protocols.stream().flatMap(of -> of.groups().stream()).toList();
        List<TrackerView> trackers =
                protocols.stream().flatMap(of -> of.trackers().stream()).toList();
        StringBuilder text = new StringBuilder();
        text.append(routers.isEmpty() ? "no virtual router is configured\n" : routers(call, routers));
        if (!groups.isEmpty()) {
            text.append('\n').append(groups(call, groups));
        }
        if (!trackers.isEmpty()) {
            text.append('\n').append(trackers(call, trackers));
        }
        return Reply.ok(
                object(
                        "routers", routers.stream().map(RouterViews::summary).toList(),
                        "groups", groups.stream().map(RouterViews::group).toList(),
                        "trackers", trackers.stream().map(RouterViews::tracker).toList()),
                text.toString());
    }

    private static String routers(Call call, List<RouterView> routers) {
        Table table = new Table(
                Table.Column.left("ROUTER"),
                Table.Column.left("PROTOCOL"),
                Table.Column.right("ID"),
                Table.Column.left("INTERFACE"),
                Table.Column.left("STATE"),
                Table.Column.right("FOR"),
                Table.Column.right("PRIORITY"),
                Table.Column.flexible("ADDRESSES"),
                Table.Column.flexible("CAUSE"));
        for (RouterView router : routers) {
            table.row(
                    router.name(),
                    router.protocol(),
                    router.id(),
                    router.device().isEmpty() ? "-" : router.device(),
                    router.state(),
                    RouterViews.age(call, router.since()),
                    RouterViews.priority(router),
                    RouterViews.addresses(router),
                    router.cause());
        }
        return table.render("", call.width());
    }

    private static String groups(Call call, List<RouterGroupView> groups) {
        Table table = new Table(
                Table.Column.left("SYNC GROUP"),
                Table.Column.left("STATE"),
                Table.Column.right("FOR"),
                Table.Column.flexible("MEMBERS"),
                Table.Column.flexible("CAUSE"));
        for (RouterGroupView group : groups) {
            table.row(
                    group.name(),
                    group.state(),
                    RouterViews.age(call, group.since()),
                    String.join(", ", group.members()),
                    group.cause());
        }
        return table.render("", call.width());
    }

    private static String trackers(Call call, List<TrackerView> trackers) {
        Table table = new Table(
                Table.Column.left("TRACKED"),
                Table.Column.left("NAME"),
                Table.Column.left("STATE"),
                Table.Column.right("FOR"),
                Table.Column.flexible("USED BY"),
                Table.Column.flexible("DETAIL"));
        for (TrackerView tracker : trackers) {
            table.row(
                    tracker.kind().word(),
                    tracker.name(),
                    tracker.state(),
                    RouterViews.age(call, tracker.since()),
                    String.join(", ", tracker.usedBy()),
                    tracker.detail());
        }
        return table.render("", call.width());
    }
}
