// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Change.Placement;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The routes of a {@link FakeNetwork}. */
public final class FakeRoutes implements Routes {
    private final List<Route> routes = new ArrayList<>();
    private final Audience<Listener> audience = new Audience<>();

    int add(Route route, Placement placement) {
        if (placement == Placement.ADD && routes.stream().anyMatch(each -> alike(each, route))) {
            return Errno.EEXIST;
        }
        if (placement == Placement.REPLACE) {
            routes.removeIf(each -> alike(each, route));
        }
        routes.add(route);
        audience.tell(listener -> listener.added(route));
        return 0;
    }

    /** Somebody deletes a route, or we do. Returns an errno. */
    public int delete(Route like) {
        Route present = routes.stream()
                .filter(each -> each.equals(like))
                .findFirst()
                .or(() -> routes.stream().filter(each -> alike(each, like)).findFirst())
                .orElse(null);
        if (present == null) {
            return Errno.ESRCH;
        }
        routes.remove(present);
        audience.tell(listener -> listener.deleted(present));
        return 0;
    }

    /** Routes that go with their interface are not told, as with the kernel. */
    void removeAllOf(int ifIndex) {
        routes.removeIf(route -> route.ifIndex() == ifIndex);
    }

    /** Messages were lost. */
    public void lose() {
        audience.tell(Listener::resync);
    }

    private static boolean alike(Route one, Route other) {
        return one.destination().equals(other.destination())
                && one.table() == other.table()
                && one.tos() == other.tos()
                && one.metric() == other.metric();
    }

    @Override
    public List<Route> list() {
        return List.copyOf(routes);
    }

    @Override
    public Runnable listen(Executor executor, Listener listener) {
        return audience.admit(executor, listener, each -> {});
    }
}
