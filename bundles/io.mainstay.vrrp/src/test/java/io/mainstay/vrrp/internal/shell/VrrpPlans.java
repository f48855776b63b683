// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.model.vrrp.VrrpConfiguration;

/** Configurations for tests of other packages. */
public final class VrrpPlans {
    private VrrpPlans() {}

    /** One instance on {@code eth0} with this address. */
    public static VrrpConfiguration one(String address) {
        return VrrpSetup.configuration(VrrpSetup.instance("ONE", 51, 100, address));
    }
}
