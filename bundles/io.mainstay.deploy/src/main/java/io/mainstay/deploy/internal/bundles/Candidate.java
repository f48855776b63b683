// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.nio.file.Path;
import java.util.Objects;
import org.osgi.framework.Version;

/**
 * A complete bundle jar that was found.
 *
 * <p>Thread-safety: immutable.
 *
 * @param file where the operator put it
 * @param folder index of its folder; later folders win over earlier ones
 * @param modifiedMillis when the file was written, wall time
 * @param name symbolic name
 * @param version bundle version
 * @param content tells its bytes from others
 * @param fragment whether it is a fragment, which is attached and never started
 * @param singleton whether the framework resolves only one version of it at a time
 * @param copy private copy that was checked; nobody overwrites it
 */
record Candidate(
        Path file,
        int folder,
        long modifiedMillis,
        String name,
        Version version,
        Content content,
        boolean fragment,
        boolean singleton,
        Path copy) {

    Candidate {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(copy, "copy");
    }

    /** {@code name version}, for logs. */
    String title() {
        return name + " " + version;
    }

    /**
     * What tells the bytes of one jar from those of another: enough against accidents, no defence against forgery.
     *
     * @param size in bytes
     * @param crc CRC-32C of all bytes
     */
    record Content(long size, long crc) {
        @Override
        public String toString() {
            return Long.toHexString(size) + "-" + Long.toHexString(crc);
        }
    }
}
