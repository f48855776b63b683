// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Locale;

/** IPVS schedulers by their kernel names (lower case of the constant). Not every data plane has all of them. */
public enum Scheduler {
    RR,
    WRR,
    LC,
    WLC,
    LBLC,
    LBLCR,
    SH,
    MH,
    DH,
    FO,
    OVF,
    SED,
    NQ,
    TWOS;

    /** The name as configured and as the kernel knows it. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
