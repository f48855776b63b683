// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.text;

import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import java.util.Locale;

/** How keepalived writes virtual and real servers in pipes and mails. */
final class Names {
    private static final String GROUP = "/group/";

    private Names() {}

    /** {@code [192.0.2.1]:tcp:80}, {@code [GROUP]:tcp:80} (port 0 when the members' ports differ), {@code FWM 7}. */
    static String of(VirtualServer vs) {
        int group = vs.name().indexOf(GROUP);
        if (group >= 0) {
            int[] ports = vs.services().stream()
                    .filter(ServiceKey.Address.class::isInstance)
                    .mapToInt(key -> ((ServiceKey.Address) key).endpoint().port())
                    .distinct()
                    .toArray();
            return "[" + vs.name().substring(group + GROUP.length()) + "]:" + protocol(vs) + ":"
                    + (ports.length == 1 ? ports[0] : 0);
        }
        if (vs.services().isEmpty()) {
            return "[" + vs.name() + "]:" + protocol(vs) + ":0";
        }
        ServiceKey key = vs.services().get(0);
        return key instanceof ServiceKey.Fwmark mark
                ? "FWM " + mark.mark()
                : trio(((ServiceKey.Address) key).endpoint(), protocol(vs));
    }

    /** {@code [10.0.0.1]:tcp:80}. */
    static String of(VirtualServer vs, Endpoint realServer) {
        return trio(realServer, protocol(vs));
    }

    private static String trio(Endpoint endpoint, String protocol) {
        return "[" + AddressText.of(endpoint.address()) + "]:" + protocol + ":" + endpoint.port();
    }

    /** {@code none} when only marks say what the traffic is. */
    private static String protocol(VirtualServer vs) {
        boolean marksOnly = !vs.services().isEmpty()
                && vs.services().stream().allMatch(ServiceKey.Fwmark.class::isInstance)
                && !vs.name().contains(GROUP);
        return marksOnly ? "none" : vs.protocol().name().toLowerCase(Locale.ROOT);
    }
}
