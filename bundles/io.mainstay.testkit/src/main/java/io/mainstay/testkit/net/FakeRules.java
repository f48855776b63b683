// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.net.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The routing policy of a {@link FakeNetwork}. */
public final class FakeRules implements Rules {
    private final List<Rule> rules = new ArrayList<>();
    private final Audience<Listener> audience = new Audience<>();

    int add(Rule rule) {
        if (rules.contains(rule)) {
            return Errno.EEXIST;
        }
        rules.add(rule);
        audience.tell(listener -> listener.added(rule));
        return 0;
    }

    /** Somebody deletes a rule, or we do. Returns an errno. */
    public int delete(Rule rule) {
        if (!rules.remove(rule)) {
            return Errno.ENOENT;
        }
        audience.tell(listener -> listener.deleted(rule));
        return 0;
    }

    @Override
    public List<Rule> list() {
        return List.copyOf(rules);
    }

    @Override
    public Runnable listen(Executor executor, Listener listener) {
        return audience.admit(executor, listener, each -> {});
    }
}
