// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.codec.DestinationRow;
import io.mainstay.ipvs.internal.codec.ServiceRow;
import io.mainstay.ipvs.internal.table.Change;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.platform.net.SystemCallException;
import java.util.List;

/** The kernel's IPVS in one network namespace, as calls that wait for it. One thread. */
interface IpvsKernel {

    /** {@code 1.2.1}. */
    String version() throws SystemCallException;

    /** All services, others' too; without those whose protocol is none that we know. */
    List<ServiceRow> services() throws SystemCallException;

    /** The destinations of a service; none when there is no such service. */
    List<DestinationRow> destinations(ServiceKey service) throws SystemCallException;

    /**
     * Carries out changes in order, each for itself.
     *
     * @return what became of each: an errno, 0 for success
     */
    int[] apply(List<Change> changes) throws SystemCallException;

    /** Removes everything, others' entries too. */
    void flush() throws SystemCallException;

    Timeouts timeouts() throws SystemCallException;

    /** Sets those that are not 0. */
    void setTimeouts(Timeouts timeouts) throws SystemCallException;

    /** The running ones, two at most. */
    List<SyncDaemon> daemons() throws SystemCallException;

    void startDaemon(SyncDaemon daemon) throws SystemCallException;

    /** Ends the daemon of this role; it is no problem when there is none. */
    void stopDaemon(SyncDaemon daemon) throws SystemCallException;
}
