// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The network's kernel settings, by their path below {@code /proc/sys/net}, such as {@code "ipv4/conf/eth0/arp_ignore"}
 * (slashes, because interface names may have dots). Any thread; a file access each.
 */
@ProviderType
public interface Sysctls {

    /** The value without the line end; empty when there is no such setting (no such interface, no IPv6). */
    Optional<String> read(String path);

    /** @throws SystemCallException when there is none ({@link Errno#ENOENT}) or it must not be written */
    void write(String path, String value) throws SystemCallException;
}
