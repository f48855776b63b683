// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.host;

import io.mainstay.api.model.vrrp.Prefix;
import io.mainstay.api.model.vrrp.VirtualRule;
import io.mainstay.platform.net.IpPrefix;
import io.mainstay.platform.net.Rule;
import java.util.Optional;

/** Configured routing policy rules in the kernel's terms. Pure. */
public final class KernelRules {
    private KernelRules() {}

    public static Rule rule(VirtualRule from) {
        VirtualRule.Selector select = from.selector();
        VirtualRule.Action action = from.action();
        long mark = select.mark().orElse(0);
        return new Rule(
                from.ipv6(),
                from.inverted(),
                prefix(select.from()),
                prefix(select.to()),
                select.inputInterface().orElse(""),
                select.outputInterface().orElse(""),
                select.tos().orElse(0),
                (int) mark,
                (int) select.markMask().orElse(select.mark().isPresent() ? 0xffff_ffffL : 0),
                from.preference(),
                action(action),
                action instanceof VirtualRule.Action.Table table ? (int) table.table() : 0,
                action instanceof VirtualRule.Action.GoTo goTo ? goTo.preference() : -1,
                from.realms(),
                action instanceof VirtualRule.Action.L3Mdev,
                from.protocol().orElse(KernelObjects.PROTOCOL),
                select.ipProtocol().orElse(0),
                range(select.sourcePorts()),
                range(select.destinationPorts()),
                range(select.users()),
                select.tunnelId().orElse(0),
                from.suppressPrefixLength().orElse(-1),
                (int) from.suppressInterfaceGroup().orElse(-1));
    }

    private static Rule.Action action(VirtualRule.Action from) {
        if (from instanceof VirtualRule.Action.GoTo) {
            return Rule.Action.GOTO;
        }
        if (from instanceof VirtualRule.Action.Nop) {
            return Rule.Action.NOP;
        }
        if (from instanceof VirtualRule.Action.Blackhole) {
            return Rule.Action.BLACKHOLE;
        }
        if (from instanceof VirtualRule.Action.Unreachable) {
            return Rule.Action.UNREACHABLE;
        }
        if (from instanceof VirtualRule.Action.Prohibit) {
            return Rule.Action.PROHIBIT;
        }
        return Rule.Action.LOOKUP;
    }

    private static IpPrefix prefix(Optional<Prefix> from) {
        return from.map(KernelObjects::prefix).orElse(null);
    }

    private static Rule.Range range(Optional<VirtualRule.Range> from) {
        return from.map(r -> new Rule.Range(r.first(), r.last())).orElse(null);
    }
}
