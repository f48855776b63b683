// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import io.mainstay.platform.ControlThread;
import io.mainstay.platform.HostAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * This host's addresses, watched only while somebody needs them: a host may have thousands.
 *
 * <p>Thread-safety: control thread only.
 */
final class HostWatch {
    private final ControlThread control;
    private final Runnable changed;
    private HostAddresses source;
    private Runnable unsubscribe;
    private boolean needed;

    HostWatch(ControlThread control, Runnable changed) {
        this.control = control;
        this.changed = changed;
    }

    void source(HostAddresses addresses) {
        end();
        source = addresses;
        follow();
    }

    boolean isSource(HostAddresses addresses) {
        return source == addresses;
    }

    void needed(boolean now) {
        needed = now;
        if (now) {
            follow();
        } else {
            end();
        }
    }

    /** Empty when nobody can say. */
    Optional<Set<InetAddress>> current() {
        return Optional.ofNullable(source).map(HostAddresses::current);
    }

    private void follow() {
        if (needed && source != null && unsubscribe == null) {
            unsubscribe = source.subscribe(now -> control.execute(changed));
        }
    }

    private void end() {
        if (unsubscribe != null) {
            unsubscribe.run();
            unsubscribe = null;
        }
    }
}
