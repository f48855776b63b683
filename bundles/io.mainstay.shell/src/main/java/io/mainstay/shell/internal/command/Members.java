// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.shell.internal.command.Selection.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Real servers as operators' commands name them: {@code [vs] rs}. */
final class Members {
    private Members() {}

    /** The one meant by one or two words. */
    static Member named(Balancer balancer, List<String> words) {
        List<VirtualServerView> all = balancer.virtualServers();
        return words.size() == 1
                ? Selection.realServer(all, words.get(0))
                : Selection.realServer(Selection.virtualServer(all, words.get(0)), words.get(1));
    }

    /** The same one after a change; as it was when a reload has removed it meanwhile. */
    static Member now(Balancer balancer, Member before) {
        return balancer.find(before.virtualServer())
                .flatMap(in -> in.realServers().stream()
                        .filter(server -> server.configured().endpoint().equals(before.endpoint()))
                        .findFirst()
                        .map(server -> new Member(in, server)))
                .orElse(before);
    }

    static Map<String, Object> json(Member member) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("virtualServer", member.virtualServer());
        json.putAll(Views.realServer(member.in(), member.server()));
        return json;
    }
}
