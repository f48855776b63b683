// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.Balancer;
import io.mainstay.shell.internal.command.Selection.Member;
import java.util.List;
import java.util.OptionalInt;

/** Overrides a real server's weight. */
final class WeightCommand implements Command {
    private static final int GREATEST = 65535;

    @Override
    public String name() {
        return "weight";
    }

    @Override
    public String usage() {
        return "[vs] <rs> <n|reset>";
    }

    @Override
    public String summary() {
        return "override a real server's weight (0 to 65535), or go back to the configured one; lasts until restart";
    }

    @Override
    public int fewest() {
        return 2;
    }

    @Override
    public int most() {
        return 3;
    }

    @Override
    public Reply run(Call call, Services services) {
        List<String> words = call.words();
        OptionalInt weight = weight(words.get(words.size() - 1));
        Balancer balancer = services.balancer();
        Member before = Members.named(balancer, words.subList(0, words.size() - 1));
        balancer.weight(before.virtualServer(), before.endpoint(), weight);
        Member after = Members.now(balancer, before);
        String text = after.endpoint() + " of " + after.virtualServer() + ": weight "
                + after.server().effectiveWeight() + " in effect, "
                + (weight.isPresent() ? "overridden with " + weight.getAsInt() + ", " : "") + "configured "
                + after.server().configured().weight() + "\n";
        return Reply.ok(Members.json(after), text);
    }

    private static OptionalInt weight(String word) {
        if (word.equals("reset")) {
            return OptionalInt.empty();
        }
        try {
            int weight = Integer.parseInt(word);
            if (weight >= 0 && weight <= GREATEST) {
                return OptionalInt.of(weight);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw CommandException.usage(
                "weight '" + word + "' is neither a number from 0 to " + GREATEST + " nor 'reset'");
    }
}
