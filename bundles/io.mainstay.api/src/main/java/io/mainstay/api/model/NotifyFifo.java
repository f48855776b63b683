// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Optional;

/**
 * A named pipe that gets a line per state change.
 *
 * @param path of the pipe; created when missing, removed at exit
 * @param user owner; empty means the daemon's
 * @param group owning group; empty means the owner's
 * @param reader started by the daemon with the path as its last argument
 * @param realServers whether real and virtual server events are written to it
 * @param routers whether VRRP and CARP events are written to it
 */
public record NotifyFifo(
        String path,
        Optional<String> user,
        Optional<String> group,
        Optional<Script> reader,
        boolean realServers,
        boolean routers) {

    /** A pipe for events of real and virtual servers only. */
    public NotifyFifo(
            String path, Optional<String> user, Optional<String> group, Optional<Script> reader, boolean realServers) {
        this(path, user, group, reader, realServers, false);
    }
}
