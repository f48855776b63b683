// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.model.CheckId;
import io.mainstay.balancer.internal.Setup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A check engine without checks: every check is up until the test says otherwise. */
final class FakeChecks implements Checks {
    private final Map<CheckId, CheckView> views = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    final List<String> suspensions = new ArrayList<>();

    void set(String virtualServer, String realServer, int ordinal, boolean up) {
        set(virtualServer, realServer, ordinal, up, WeightAdvice.NONE);
    }

    void set(String virtualServer, String realServer, int ordinal, boolean up, WeightAdvice advice) {
        CheckId id = new CheckId(virtualServer, Setup.endpoint(realServer), "T", ordinal);
        CheckView view = Setup.view(id, up, advice, up ? "answered" : "refused");
        views.put(id, view);
        listeners.forEach(listener -> listener.changed(view));
    }

    @Override
    public List<CheckView> list() {
        return List.copyOf(views.values());
    }

    @Override
    public Optional<CheckView> find(CheckId id) {
        return Optional.of(views.getOrDefault(id, Setup.view(id, true, WeightAdvice.NONE, "assumed")));
    }

    @Override
    public List<ProbeView> history(CheckId id) {
        return List.of();
    }

    @Override
    public CompletionStage<ProbeView> probe(CheckId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CheckerTypeView> types() {
        return List.of();
    }

    @Override
    public void haSuspend(String virtualServer, boolean suspended) {
        suspensions.add(virtualServer + " " + suspended);
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }
}
