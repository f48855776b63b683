// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import java.nio.file.Path;

/** What a host is called that was given by its file only. */
final class Names {
    private Names() {}

    /** {@code lb1} for {@code conf/lb1.conf}; and for {@code lb1/keepalived.conf}, whose own name says nothing. */
    static String of(String file) {
        Path path = Path.of(file).toAbsolutePath().normalize();
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String base = dot > 0 ? name.substring(0, dot) : name;
        Path folder = path.getParent();
        boolean says = !base.equals("keepalived") || folder == null || folder.getFileName() == null;
        return says ? base : folder.getFileName().toString();
    }
}
