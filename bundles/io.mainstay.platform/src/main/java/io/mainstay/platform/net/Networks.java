// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The networks of this host: its own network namespace, and named ones. An OSGi service that is there when the process has
 * CAP_NET_ADMIN and CAP_NET_RAW; {@code doctor} says so when it has not.
 */
@ProviderType
public interface Networks {

    /** The network namespace that this process was started in. */
    Network host();

    /**
     * A named namespace ({@code ip netns add NAME}, a file in {@code /run/netns} or {@code /var/run/netns}) or one by the
     * absolute path of its file. The same object each time, until the name stands for another namespace.
     *
     * @throws SystemCallException when there is none, or it must not be entered (CAP_SYS_ADMIN)
     */
    Network namespace(String nameOrPath) throws SystemCallException;

    /** The names of those in {@code /run/netns}. */
    List<String> names();
}
