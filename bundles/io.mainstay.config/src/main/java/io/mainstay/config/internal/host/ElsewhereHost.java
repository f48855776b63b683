// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.host;

import io.mainstay.config.internal.interpret.Host;
import java.net.InetAddress;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A machine that is not this one and of which nothing can be asked: what its configuration names is taken to be there. Names
 * are resolved and routing tables named as here. Thread-safety: stateless.
 */
public final class ElsewhereHost implements Host {
    private final String name;
    private final LocalHost here = new LocalHost();

    /** @param name of the machine */
    public ElsewhereHost(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<InetAddress> resolve(String host) {
        return here.resolve(host);
    }

    @Override
    public boolean hasAccount(String account) {
        return true;
    }

    @Override
    public boolean hasGroup(String group) {
        return true;
    }

    @Override
    public Set<String> interfaces() {
        return Whatever.NAMES;
    }

    @Override
    public OptionalInt mtu(String device) {
        return OptionalInt.empty();
    }

    @Override
    public Map<String, Long> routingNames(String file, Optional<String> etc, Optional<String> usr) {
        return here.routingNames(file, etc, usr);
    }

    @Override
    public boolean runsAsRoot() {
        return true;
    }

    @Override
    public ScriptFile inspect(String program) {
        return new ScriptFile(true, true, Optional.empty());
    }

    /** A set that has every name, and cannot list them. */
    private static final class Whatever extends AbstractSet<String> {
        static final Set<String> NAMES = new Whatever();

        @Override
        public boolean contains(Object name) {
            return true;
        }

        @Override
        public Iterator<String> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public int size() {
            return 0;
        }
    }
}
