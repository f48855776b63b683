// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.transition.Transition;
import io.mainstay.notify.internal.text.RouterNotice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What was last said of each router and group, to say it again. Thread-safety: control thread. */
final class RouterStates {
    private final Map<String, RouterNotice> last = new HashMap<>();

    void on(Transition transition) {
        if (transition instanceof Transition.Router || transition instanceof Transition.Group) {
            RouterNotice.of(transition).ifPresent(notice -> last.put(key(notice.kind(), notice.name()), notice));
        }
    }

    /** In configured order, instances first. What is no longer configured is forgotten. */
    List<RouterNotice> of(VrrpConfiguration configuration) {
        List<String> keys = Stream.concat(
                        configuration.instances().stream()
                                .map(VrrpInstance::name)
                                .map(name -> key("INSTANCE", name)),
                        configuration.syncGroups().stream().map(SyncGroup::name).map(name -> key("GROUP", name)))
                .toList();
        last.keySet().retainAll(keys);
        return keys.stream().map(last::get).filter(Objects::nonNull).toList();
    }

    private static String key(String kind, String name) {
        return kind + " " + name;
    }
}
