// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import java.util.List;

/**
 * A named set of addresses and marks that virtual servers share.
 *
 * @param name as configured
 * @param members with TCP in place of the protocol, which a virtual server decides
 */
record VirtualServerGroup(String name, List<ServiceKey> members) {

    List<ServiceKey> services(Protocol protocol) {
        return members.stream()
                .map(key -> key instanceof ServiceKey.Address address
                        ? new ServiceKey.Address(protocol, address.endpoint())
                        : key)
                .toList();
    }
}
