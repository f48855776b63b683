// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import io.mainstay.systests.support.Lan;
import java.util.List;

/** The kernel's IPVS table of one host, read and changed with ipvsadm. */
record Table(Lan.Host host) {

    /** The lines of {@code ipvsadm -Sn}, without trailing blanks. */
    List<String> saved() {
        return host.sh("ipvsadm -Sn").lines().map(String::strip).toList();
    }

    /** The lines about one service: {@code "-t 10.0.0.1:80"}. */
    List<String> of(String service) {
        return saved().stream()
                .filter(line -> line.contains(" " + service + " "))
                .toList();
    }

    /** Runs ipvsadm. */
    String adm(String arguments) {
        return host.sh("ipvsadm " + arguments);
    }
}
