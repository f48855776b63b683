// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** What an instance installs while it is MASTER. The ordinal is the value of {@link Effect#RESTORE}. */
public enum Owned {
    ADDRESS,
    EXCLUDED_ADDRESS,
    ROUTE,
    RULE;

    boolean announced() {
        return this == ADDRESS || this == EXCLUDED_ADDRESS;
    }
}
