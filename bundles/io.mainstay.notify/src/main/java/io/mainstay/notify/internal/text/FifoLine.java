// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.text;

import io.mainstay.api.transition.Transition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The line that a notify FIFO gets for a transition. */
public final class FifoLine {
    private FifoLine() {}

    /** Without its end; empty for a transition that pipes are not told of. */
    public static Optional<String> of(Transition transition) {
        if (transition instanceof Transition.Server server) {
            return Optional.of("RS "
                    + Names.of(server.virtualServer(), server.realServer().endpoint()) + " "
                    + Names.of(server.virtualServer()) + " " + server.to());
        }
        if (transition instanceof Transition.Quorum quorum) {
            return Optional.of("VS " + Names.of(quorum.virtualServer()) + " " + quorum.to());
        }
        return RouterNotice.of(transition).map(RouterNotice::line);
    }

    /** Whether a transition is one of virtual routers, rather than of real and virtual servers. */
    public static boolean ofRouter(Transition transition) {
        return RouterNotice.of(transition).isPresent();
    }

    /** As written for virtual routers. */
    public static byte[] plainBytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** As written for real and virtual servers: keepalived ends each of these lines with a newline and one NUL byte, and readers have come to know it. */
    public static byte[] bytes(String line) {
        return (line + "\n\0").getBytes(StandardCharsets.UTF_8);
    }
}
