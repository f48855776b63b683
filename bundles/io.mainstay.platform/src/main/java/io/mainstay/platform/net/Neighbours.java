// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The ARP and ND tables of a network; changes are made with {@link Network#apply}. Any thread. */
@ProviderType
public interface Neighbours {

    /** All of both families, asked from the kernel now. */
    List<Neighbour> list() throws SystemCallException;
}
