// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.model.IpvsSettings;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.SyncDaemon.Role;
import io.mainstay.platform.net.SystemCallException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the kernel's connection synchronisation as configured: master and backup daemon both, or the one that the state of a
 * VRRP instance calls for. Daemons that others started are ended when they are in the way, and left alone when nothing is
 * configured. One thread, which waits for the kernel.
 */
final class DaemonKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonKeeper.class);

    private final IpvsKernel kernel;
    private Optional<IpvsSettings.SyncDaemon> settings = Optional.empty();
    private boolean master;
    private String problem = "";

    DaemonKeeper(IpvsKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * What should run from now on; what was configured and no longer is, is ended.
     *
     * @param isMaster whether the VRRP instance, if there is one, is master
     */
    void settings(Optional<IpvsSettings.SyncDaemon> next, boolean isMaster) throws SystemCallException {
        if (settings.equals(next) && master == isMaster) {
            return;
        }
        boolean end = settings.isPresent() && next.isEmpty();
        settings = next;
        master = isMaster;
        if (end) {
            stop();
        }
        refresh();
    }

    /** The VRRP instance became master, or anything else. */
    void master(boolean now) throws SystemCallException {
        settings(settings, now);
    }

    /** Why synchronisation does not run as it should; empty when it does. */
    String problem() {
        return problem;
    }

    /** Makes what runs what should run. */
    void refresh() throws SystemCallException {
        if (settings.isEmpty()) {
            return;
        }
        try {
            Set<Role> wanted = roles(settings.get(), master);
            Set<Role> there = EnumSet.noneOf(Role.class);
            for (SyncDaemon running : kernel.daemons()) {
                if (wanted.contains(running.role()) && isAs(running, settings.get())) {
                    there.add(running.role());
                } else {
                    kernel.stopDaemon(running);
                }
            }
            for (Role role : wanted) {
                if (!there.contains(role)) {
                    kernel.startDaemon(daemon(role, settings.get()));
                    LOG.info(
                            "connection synchronisation: {} on {}",
                            role,
                            settings.get().networkInterface());
                }
            }
            problem = "";
        } catch (SystemCallException e) {
            String now = "lvs_sync_daemon on " + settings.get().networkInterface() + ": " + e.getMessage()
                    + (e.errno() == io.mainstay.platform.net.Errno.EINVAL
                            ? "; it cannot run beside services whose destinations are of another address family"
                            : "");
            if (!now.equals(problem)) {
                LOG.error("{}; it is tried again", now);
            }
            problem = now;
        }
    }

    /** Ends them. */
    void stop() throws SystemCallException {
        for (SyncDaemon running : kernel.daemons()) {
            kernel.stopDaemon(running);
        }
    }

    boolean configured() {
        return settings.isPresent();
    }

    private static Set<Role> roles(IpvsSettings.SyncDaemon settings, boolean master) {
        if (settings.instance().isEmpty()) {
            return EnumSet.allOf(Role.class);
        }
        return EnumSet.of(master ? Role.MASTER : Role.BACKUP);
    }

    private static SyncDaemon daemon(Role role, IpvsSettings.SyncDaemon s) {
        return new SyncDaemon(role, s.networkInterface(), s.id(), s.maxLength(), s.group(), s.port(), s.ttl());
    }

    /** The kernel fills in what was left to it. */
    private static boolean isAs(SyncDaemon running, IpvsSettings.SyncDaemon s) {
        return running.networkInterface().equals(s.networkInterface())
                && running.syncId() == s.id()
                && (s.maxLength() == 0 || running.maxLength() == s.maxLength())
                && (s.port() == 0 || running.port() == s.port())
                && (s.ttl() == 0 || running.ttl() == s.ttl())
                && (s.group().isEmpty() || running.group().equals(s.group()));
    }
}
