// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.Objects;

/**
 * {@code interface_up_down_delays}: how long a change of an interface's state must last before it counts.
 *
 * @param device interface; its macvlans inherit the delays
 * @param down 0 to 255 s
 * @param up 0 to 255 s
 */
public record LinkDelay(String device, Duration down, Duration up) {
    public LinkDelay {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(down, "down");
        Objects.requireNonNull(up, "up");
    }
}
