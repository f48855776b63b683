// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.Routers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the virtual router that an operator means: its name, {@code vrrp/NAME}, or as much of that as is unique. */
final class RouterSelection {
    private RouterSelection() {}

    /**
     * A virtual router with its protocol.
     *
     * @param of the protocol's service
     * @param view the router
     */
    record Found(Routers of, RouterView view) {
        String fullName() {
            return view.protocol().toLowerCase(Locale.ROOT) + "/" + view.name();
        }

        /** The same one after a change; as it was when a reload has removed it meanwhile. */
        RouterView now() {
            return of.find(view.name()).orElse(view);
        }
    }

    static Found named(List<Routers> protocols, String text) {
        List<Found> all = new ArrayList<>();
        for (Routers of : protocols) {
            of.list().forEach(view -> all.add(new Found(of, view)));
        }
        List<Found> exact =
                all.stream().filter(found -> found.view().name().equals(text)).toList();
        return exact.size() == 1 ? exact.get(0) : Selection.router(all, text);
    }
}
