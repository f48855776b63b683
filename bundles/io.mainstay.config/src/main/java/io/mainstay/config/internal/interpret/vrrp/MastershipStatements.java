// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.model.vrrp.Answers;
import io.mainstay.api.model.vrrp.Preemption;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Who is MASTER: state, priority, preemption, answers to others, and what a MASTER accepts. */
final class MastershipStatements {
    private static final int DEFAULT_PRIORITY = 100;

    private final BlockReader reader;
    private final VrrpDefaults defaults;

    MastershipStatements(BlockReader reader, VrrpDefaults defaults) {
        this.reader = reader;
        this.defaults = defaults;
    }

    /** What they say; see {@link VrrpInstance}. */
    record Mastership(int priority, boolean wish, Preemption preemption, Answers answers, boolean accept) {}

    Mastership read(int version, boolean strict, VrrpAuthentication authentication) {
        Optional<Boolean> state = reader.choice("state", Map.of("MASTER", true, "BACKUP", false));
        int priority =
                reader.integer("priority", 1, 255).orElse(state.orElse(false) ? VrrpInstance.OWNER : DEFAULT_PRIORITY);
        boolean owner = priority == VrrpInstance.OWNER;
        boolean wish = settledWish(state.orElse(owner), owner, strict, authentication);
        return new Mastership(
                priority, wish, preemption(wish, owner, strict), answers(strict), accept(version, owner, strict));
    }

    private boolean settledWish(boolean wish, boolean owner, boolean strict, VrrpAuthentication authentication) {
        if (strict) {
            if (wish != owner && !reader.nodes("state").isEmpty()) {
                warn(
                        "state",
                        "in strict mode the state is MASTER for priority 255, and BACKUP for others",
                        "remove it");
            }
            return owner;
        }
        if (wish && !owner && authentication instanceof VrrpAuthentication.Ah) {
            warn("state", "with AH an instance begins as BACKUP", "set 'state BACKUP'");
            return false;
        }
        return wish;
    }

    private Preemption preemption(boolean wish, boolean owner, boolean strict) {
        boolean allowed = either("preempt", "nopreempt").orElse(true);
        Duration delay = reader.timer("preempt_delay", Duration.ZERO, Duration.ofSeconds(1000))
                .orElse(Duration.ZERO);
        if (!allowed && owner) {
            warn("nopreempt", "'nopreempt' has no effect with priority 255", "remove it");
            allowed = true;
        } else if (!allowed && wish) {
            warn("nopreempt", "'nopreempt' needs 'state BACKUP'; it is ignored", "set 'state BACKUP'");
            allowed = true;
        }
        if (!delay.isZero()) {
            String why = strict
                    ? "is not used in strict mode"
                    : !allowed ? "has no effect with 'nopreempt'" : wish ? "needs 'state BACKUP'; it is ignored" : "";
            if (!why.isEmpty()) {
                warn("preempt_delay", "'preempt_delay' " + why, "");
                delay = Duration.ZERO;
            }
        }
        OptionalInt stalled = timerExpired("timer_expired_backup");
        OptionalInt alias = timerExpired("thread_timer_expired");
        stalled = stalled.isPresent() ? stalled : alias;
        if (stalled.isPresent() && allowed) {
            warn(
                    reader.nodes("timer_expired_backup").isEmpty() ? "thread_timer_expired" : "timer_expired_backup",
                    "'timer_expired_backup' has no effect without 'nopreempt'",
                    "");
            stalled = OptionalInt.empty();
        }
        return new Preemption(allowed, delay, stalled);
    }

    /** A switch and its opposite, the last of which counts; empty when neither is given. */
    private Optional<Boolean> either(String keyword, String opposite) {
        Optional<Boolean> on = reader.bool(keyword);
        Optional<Boolean> off = reader.bool(opposite);
        if (on.isEmpty() || off.isEmpty()) {
            return on.or(() -> off.map(value -> !value));
        }
        List<ConfigNode> statements = reader.block().block();
        boolean onIsLast = statements.lastIndexOf(last(keyword)) > statements.lastIndexOf(last(opposite));
        return onIsLast ? on : off.map(value -> !value);
    }

    private ConfigNode last(String keyword) {
        List<ConfigNode> nodes = reader.nodes(keyword);
        return nodes.get(nodes.size() - 1);
    }

    private OptionalInt timerExpired(String keyword) {
        Optional<ConfigNode> node = reader.node(keyword);
        if (node.isEmpty()) {
            return OptionalInt.empty();
        }
        return node.get().arguments().isEmpty()
                ? OptionalInt.of(254)
                : reader.integer(keyword, 1, 254).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private Answers answers(boolean strict) {
        Optional<Boolean> lower = reader.bool("lower_prio_no_advert").or(defaults::lowerPriorityNoAdvert);
        Optional<Boolean> higher = reader.bool("higher_prio_send_advert");
        boolean ignores = reader.bool("owner_ignore_adverts").orElse(defaults.ownerIgnoresAdverts());
        if (!strict) {
            return new Answers(lower.orElse(false), higher.orElse(defaults.higherPrioritySendAdvert()), ignores);
        }
        if (!lower.orElse(true) && !reader.nodes("lower_prio_no_advert").isEmpty()) {
            warn("lower_prio_no_advert", "adverts of lower priority are not answered in strict mode", "remove it");
        }
        if (higher.orElse(false)) {
            warn("higher_prio_send_advert", "'higher_prio_send_advert' is off in strict mode", "remove it");
        }
        return new Answers(true, false, true);
    }

    private boolean accept(int version, boolean owner, boolean strict) {
        Optional<Boolean> given = either("accept", "no_accept");
        if (!strict) {
            return given.orElse(true);
        }
        if (given.orElse(false) && version == 2) {
            warn("accept", "version 2 has no accept mode; it is off in strict mode", "set 'version 3'");
            return owner;
        }
        return given.orElse(owner);
    }

    private void warn(String keyword, String message, String hint) {
        Remark.on(reader, keyword, message, hint);
    }
}
