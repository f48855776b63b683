// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Networks;
import io.mainstay.platform.net.SystemCallException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A host network, and the namespaces that the test adds. */
public final class FakeNetworks implements Networks {
    private final FakeNetwork host = new FakeNetwork();
    private final Map<String, FakeNetwork> named = new TreeMap<>();

    /** Adds an empty namespace. */
    public FakeNetwork add(String name) {
        FakeNetwork network = new FakeNetwork(name);
        named.put(name, network);
        return network;
    }

    @Override
    public FakeNetwork host() {
        return host;
    }

    @Override
    public FakeNetwork namespace(String nameOrPath) throws SystemCallException {
        FakeNetwork network = named.get(nameOrPath);
        if (network == null) {
            throw new SystemCallException("open", "/run/netns/" + nameOrPath, Errno.ENOENT);
        }
        return network;
    }

    @Override
    public List<String> names() {
        return List.copyOf(named.keySet());
    }
}
