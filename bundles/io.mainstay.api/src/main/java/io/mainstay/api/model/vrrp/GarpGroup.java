// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * {@code garp_group}: announcements paced across several interfaces, such as those of one switch.
 *
 * @param garpInterval between gratuitous ARPs; 0 is no pacing
 * @param gnaInterval between unsolicited neighbour advertisements; 0 is no pacing
 * @param interfaces at least one; each in one group only
 */
public record GarpGroup(Duration garpInterval, Duration gnaInterval, List<String> interfaces) {
    public GarpGroup {
        Objects.requireNonNull(garpInterval, "garpInterval");
        Objects.requireNonNull(gnaInterval, "gnaInterval");
        interfaces = List.copyOf(interfaces);
    }
}
