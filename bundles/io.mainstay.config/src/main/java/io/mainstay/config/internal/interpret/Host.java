// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What an interpretation needs to know of the machine that it runs on. */
public interface Host {

    /** The machine's name. */
    String name();

    /** Address of a name; empty when it is not known. */
    Optional<InetAddress> resolve(String name);

    /** Whether there is a user account of this name. */
    boolean hasAccount(String name);

    /** Whether there is a group of this name. */
    boolean hasGroup(String name);

    /** The network interfaces that are there now. */
    Set<String> interfaces();

    /** The greatest packet that an interface carries; empty when there is no such interface. */
    OptionalInt mtu(String device);

    /**
     * The names that one of iproute2's files ({@code rt_tables} …) gives to numbers; empty when there is none.
     *
     * @param etc folder of the host's own settings, when it is not the usual one
     * @param usr folder of the settings that iproute2 comes with, when it is not the usual one
     */
    Map<String, Long> routingNames(String file, Optional<String> etc, Optional<String> usr);

    /** Whether this process may become any account, and runs scripts as root unless told otherwise. */
    boolean runsAsRoot();

    /** The file behind a script's program. */
    ScriptFile inspect(String program);

    /**
     * A program as it is on disk.
     *
     * @param exists whether there is a regular file, on {@code PATH} when the name has no slash
     * @param executable whether it can be executed
     * @param writable the first part of its path, or the file, that others than root can replace; empty for none
     */
    record ScriptFile(boolean exists, boolean executable, Optional<String> writable) {}
}
