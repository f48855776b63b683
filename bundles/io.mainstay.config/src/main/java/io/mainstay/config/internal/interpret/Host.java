// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import java.net.InetAddress;
import java.util.Optional;

/** What an interpretation needs to know of the machine that it runs on. */
public interface Host {

    /** The machine's name. */
    String name();

    /** Address of a name; empty when it is not known. */
    Optional<InetAddress> resolve(String name);

    /** Whether there is a user account of this name. */
    boolean hasAccount(String name);

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
