// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import io.mainstay.platform.netlink.GenericNetlink;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** One network namespace: everything in it is seen and changed from here. Any thread. */
@ProviderType
public interface Network {

    /** The namespace's name; empty for the one that the process runs in. */
    String namespace();

    RawSockets rawSockets();

    LinkSockets linkSockets();

    Links links();

    Addresses addresses();

    Routes routes();

    Rules rules();

    Neighbours neighbours();

    Sysctls sysctls();

    Firewall firewall();

    GenericNetlink genericNetlink();

    /**
     * Writes requests down once, to be carried out at the right moment without writing or allocating anything. The changes
     * are carried out in order, each for itself: one that fails does not stop the next.
     */
    PreparedChange prepare(List<Change> changes) throws SystemCallException;

    /** Carries out changes now, in order, each for itself; one result per change. */
    List<ChangeResult> apply(List<Change> changes) throws SystemCallException;

    /** As {@link #apply}, for one change that is expected to succeed. */
    default void change(Change change) throws SystemCallException {
        ChangeResult result = apply(List.of(change)).get(0);
        if (!result.ok()) {
            throw result.failure();
        }
    }
}
