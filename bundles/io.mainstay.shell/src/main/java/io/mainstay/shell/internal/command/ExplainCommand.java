// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.config.Values;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.Routers;
import io.mainstay.api.model.AddressText;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The sentence that says why this host holds, or does not hold, an address. */
final class ExplainCommand implements Command {

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String usage() {
        return "<address>";
    }

    @Override
    public String summary() {
        return "why this host holds a virtual address, or does not";
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
        List<Routers> protocols = services.routers();
        String word = call.word(0);
        int slash = word.indexOf('/');
        InetAddress address = Values.address(slash < 0 ? word : word.substring(0, slash))
                .orElseThrow(
                        () -> CommandException.usage("'" + word + "' is not an address: expected such as 192.0.2.1"));
        List<String> answers = protocols.stream()
                .map(protocol -> protocol.explain(address))
                .flatMap(Optional::stream)
                .toList();
        if (answers.isEmpty()) {
            throw CommandException.failed("no virtual router has " + AddressText.of(address) + known(protocols));
        }
        boolean held = holds(protocols, address);
        return Reply.ok(
                object("address", AddressText.of(address), "held", held, "explanation", String.join(" ", answers)),
                String.join("\n", answers) + "\n");
    }

    private static String known(List<Routers> protocols) {
        List<String> all = protocols.stream()
                .flatMap(protocol -> protocol.list().stream())
                .flatMap(router -> router.addresses().stream().map(held -> held.address() + " (" + router.name() + ")"))
                .toList();
        return all.isEmpty() ? "; there are none" : "; there is\n  " + String.join("\n  ", all);
    }

    private static boolean holds(List<Routers> protocols, InetAddress address) {
        return protocols.stream()
                .flatMap(protocol -> protocol.list().stream())
                .flatMap(router -> router.addresses().stream())
                .filter(RouterView.Held::held)
                .map(held -> held.address().split("/")[0])
                .anyMatch(text -> Values.address(text).filter(address::equals).isPresent());
    }
}
