// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.control.RouterGroupView;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.TrackerView;
import io.mainstay.api.model.AddressText;
import io.mainstay.shell.internal.text.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Virtual routers as JSON members and as words. */
final class RouterViews {
    private RouterViews() {}

    static String age(Call call, Instant since) {
        return Units.age(Duration.between(since, call.now()));
    }

    /** The effective priority, with the configured one when it is another. */
    static String priority(RouterView router) {
        return router.effectivePriority() == router.configuredPriority()
                ? Integer.toString(router.effectivePriority())
                : router.effectivePriority() + "/" + router.configuredPriority();
    }

    static String addresses(RouterView router) {
        return router.addresses().stream().map(RouterView.Held::address).collect(Collectors.joining(", "));
    }

    static Map<String, Object> summary(RouterView router) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("router", router.name());
        json.put("protocol", router.protocol().toLowerCase(Locale.ROOT));
        json.put("id", router.id());
        json.put("version", router.version());
        json.put("interface", router.device().isEmpty() ? null : router.device());
        json.put("group", router.group());
        json.put("state", router.state().toLowerCase(Locale.ROOT));
        json.put("since", router.since().toString());
        json.put("cause", router.cause());
        json.put("faults", router.faults());
        json.put("priority", router.effectivePriority());
        json.put("configuredPriority", router.configuredPriority());
        json.put("addresses", router.addresses().stream().map(RouterViews::held).toList());
        return json;
    }

    static Map<String, Object> full(RouterView router) {
        Map<String, Object> json = summary(router);
        json.put(
                "priorityTerms",
                router.terms().stream()
                        .map(term -> object(
                                "what",
                                term.what(),
                                "state",
                                term.state().isEmpty() ? null : term.state(),
                                "value",
                                term.value()))
                        .toList());
        json.put("peers", router.peers().stream().map(RouterViews::peer).toList());
        json.put(
                "timers",
                router.timers().stream()
                        .map(timer -> object("timer", timer.what(), "dueMillis", Units.millis(timer.due())))
                        .toList());
        json.put("statistics", router.statistics());
        json.put("drops", router.drops());
        json.put("settings", router.settings());
        return json;
    }

    private static Map<String, Object> held(RouterView.Held held) {
        return object(
                "address",
                held.address(),
                "interface",
                held.device().isEmpty() ? null : held.device(),
                "excluded",
                held.excluded(),
                "held",
                held.held());
    }

    private static Map<String, Object> peer(RouterView.Peer peer) {
        boolean heard = peer.heard().isPresent();
        return object(
                "address",
                AddressText.of(peer.address()),
                "priority",
                heard ? peer.priority() : null,
                "intervalMillis",
                heard ? Units.millis(peer.interval()) : null,
                "heard",
                peer.heard().map(Instant::toString),
                "adverts",
                peer.adverts());
    }

    static Map<String, Object> group(RouterGroupView group) {
        return object(
                "group",
                group.name(),
                "state",
                group.state().toLowerCase(Locale.ROOT),
                "since",
                group.since().toString(),
                "cause",
                group.cause(),
                "members",
                group.members());
    }

    static Map<String, Object> tracker(TrackerView tracker) {
        return object(
                "kind",
                tracker.kind().word(),
                "name",
                tracker.name(),
                "state",
                tracker.state(),
                "since",
                tracker.since().toString(),
                "detail",
                tracker.detail(),
                "usedBy",
                List.copyOf(tracker.usedBy()));
    }
}
