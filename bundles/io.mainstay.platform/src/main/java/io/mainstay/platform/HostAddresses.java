// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import java.net.InetAddress;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Which IP addresses this host has; an OSGi service. */
@ProviderType
public interface HostAddresses {

    /** All addresses of all interfaces now. Any thread; cheap. */
    Set<InetAddress> current();

    /** Tells of each change, on a thread of the provider's, with the new set. Returns what ends the subscription. */
    Runnable subscribe(java.util.function.Consumer<Set<InetAddress>> listener);
}
