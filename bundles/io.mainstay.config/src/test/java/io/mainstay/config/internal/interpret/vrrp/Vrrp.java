// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.config.internal.interpret.FakeHost;
import io.mainstay.config.internal.interpret.Interpreted;
import java.util.List;

/** Texts about virtual routers on a machine with the interfaces lo, eth0, eth1 and eth2, and what came of them. */
final class Vrrp {
    /** An instance that is all right but for what is put into it, from line 7 on. */
    private static final String INSTANCE =
            "vrrp_instance V {\n interface eth0\n virtual_router_id 5\n virtual_ipaddress {\n  10.0.0.1\n }\n%s\n}\n";

    private Vrrp() {}

    static String text(String statements) {
        return INSTANCE.formatted(statements);
    }

    /** Another one, {@code W}, with another id and address. */
    static String other(String statements) {
        return text(statements)
                .replace("_instance V", "_instance W")
                .replace("_id 5", "_id 6")
                .replace("10.0.0.1", "10.0.0.2");
    }

    /** What came of a text without errors. */
    static VrrpConfiguration of(String text) {
        Interpreted interpreted = Interpreted.of(text);
        assertThat(interpreted.problems()).noneMatch(p -> p.contains(": error "));
        return interpreted.result().state().vrrp();
    }

    static VrrpInstance instance(String statements) {
        return of(text(statements)).instances().get(0);
    }

    static VrrpInstance instance(String globals, String statements) {
        return of("global_defs {\n" + globals + "\n}\n" + text(statements))
                .instances()
                .get(0);
    }

    /** An instance with these addresses. */
    static VrrpInstance withAddresses(String addresses, String statements) {
        return of(text(statements).replace("10.0.0.1", addresses)).instances().get(0);
    }

    static List<String> problems(String text) {
        return Interpreted.of(text).problems();
    }

    static List<String> problems(String text, FakeHost host) {
        return Interpreted.of(text, host).problems();
    }

    /** Problems of statements within the instance. */
    static List<String> problemsOf(String statements) {
        return problems(text(statements));
    }
}
