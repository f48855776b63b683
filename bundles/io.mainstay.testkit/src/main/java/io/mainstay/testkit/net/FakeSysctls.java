// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Sysctls;
import io.mainstay.platform.net.SystemCallException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Kernel settings of a {@link FakeNetwork}; only those that were put exist. */
public final class FakeSysctls implements Sysctls {
    private final Map<String, String> values = new TreeMap<>();

    /** Lets a setting exist. */
    public FakeSysctls put(String path, String value) {
        values.put(path, value);
        return this;
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(values.get(path));
    }

    @Override
    public void write(String path, String value) throws SystemCallException {
        if (values.replace(path, value) == null) {
            throw new SystemCallException("open", "/proc/sys/net/" + path, Errno.ENOENT);
        }
    }
}
