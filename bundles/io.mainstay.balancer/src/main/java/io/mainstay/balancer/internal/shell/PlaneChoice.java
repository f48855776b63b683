// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.shell;

import java.util.Optional;
import java.util.Set;

/**
 * Which data plane a setting stands for, given the planes that are here. Pure.
 *
 * @param plane its name; empty while there is none
 * @param why one clause: why this one, or why none
 */
record PlaneChoice(Optional<String> plane, String why) {
    private static final String AUTO = "auto";
    private static final String KERNEL = "ipvs";
    private static final String EMBEDDED = "proxy";

    static PlaneChoice of(String setting, Set<String> present) {
        if (!setting.equals(AUTO)) {
            return present.contains(setting)
                    ? new PlaneChoice(Optional.of(setting), "configured")
                    : new PlaneChoice(
                            Optional.empty(),
                            "no data plane \"" + setting + "\" is active; "
                                    + (present.isEmpty() ? "there is none at all" : "there is " + list(present)));
        }
        if (present.contains(KERNEL)) {
            return new PlaneChoice(Optional.of(KERNEL), "the kernel's IPVS is available");
        }
        String noKernel = "the kernel's IPVS is not available: no ipvs data plane bundle is active";
        return present.contains(EMBEDDED)
                ? new PlaneChoice(Optional.of(EMBEDDED), noKernel)
                : new PlaneChoice(Optional.empty(), noKernel + ", and no proxy data plane bundle either");
    }

    private static String list(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
