// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import java.nio.file.Path;

/**
 * Where this process finds and keeps its files. The launcher sets them as framework properties; bundles read them here.
 */
public final class RuntimePaths {
    /** Framework property: the distribution's folder; may be read-only. */
    public static final String HOME = "mainstay.home";
    /** Framework property: this instance's own folder, always writable: bundle cache, sockets, state. */
    public static final String STATE = "mainstay.state";
    /** Framework property: keepalived.conf's path; absent when only {@code etc/} is used. */
    public static final String CONFIG_FILE = "mainstay.config";
    /** Framework property: folders watched for bundles, separated by {@code :}. */
    public static final String PLUGIN_FOLDERS = "mainstay.plugins";
    /** Framework property: folder watched for Config Admin files. */
    public static final String ETC = "mainstay.etc";
    /** Framework property: the config id that {@code @id} lines are compared with ({@code -i}). */
    public static final String CONFIG_ID = "mainstay.config-id";
    /** Framework property: {@code true} when this process only validates ({@code -t}). */
    public static final String TEST_ONLY = "mainstay.test-only";
    /** Framework property: path of the console's unix-domain socket. */
    public static final String SOCKET = "mainstay.socket";

    private RuntimePaths() {}

    /** A path from a framework or system property; null when it is not set. */
    public static Path path(String value) {
        return value == null || value.isEmpty() ? null : Path.of(value);
    }
}
