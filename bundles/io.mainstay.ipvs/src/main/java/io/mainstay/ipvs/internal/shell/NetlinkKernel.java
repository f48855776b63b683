// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.codec.Answers;
import io.mainstay.ipvs.internal.codec.Decoded;
import io.mainstay.ipvs.internal.codec.DestinationRow;
import io.mainstay.ipvs.internal.codec.IpvsCommand;
import io.mainstay.ipvs.internal.codec.Requests;
import io.mainstay.ipvs.internal.codec.ServiceRow;
import io.mainstay.ipvs.internal.table.Change;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.platform.netlink.Attributes;
import io.mainstay.platform.netlink.GenericNetlink;
import io.mainstay.platform.netlink.GenericNetlink.Family;
import io.mainstay.platform.netlink.GenericNetlink.Request;
import io.mainstay.platform.netlink.GenericNetlink.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@link IpvsKernel} over generic netlink. */
final class NetlinkKernel implements IpvsKernel {
    /** How often a list is asked for again when it changed while it was sent. */
    private static final int LIST_ATTEMPTS = 5;

    private final GenericNetlink netlink;
    private final Family family;

    private NetlinkKernel(GenericNetlink netlink, Family family) {
        this.netlink = netlink;
        this.family = family;
    }

    /** Empty when the kernel has no IPVS. */
    static Optional<NetlinkKernel> open(GenericNetlink netlink) throws SystemCallException {
        return netlink.family(IpvsCommand.FAMILY).map(family -> new NetlinkKernel(netlink, family));
    }

    @Override
    public String version() throws SystemCallException {
        return first(netlink.request(family, request(IpvsCommand.GET_INFO, Requests.NONE)), Answers::info)
                .map(Answers.Info::version)
                .orElse("of unknown version");
    }

    @Override
    public List<ServiceRow> services() throws SystemCallException {
        return list(IpvsCommand.GET_SERVICE, Requests.NONE, Answers::service);
    }

    @Override
    public List<DestinationRow> destinations(ServiceKey service) throws SystemCallException {
        return list(IpvsCommand.GET_DEST, Requests.service(service), in -> Answers.destination(in, service));
    }

    @Override
    public int[] apply(List<Change> changes) throws SystemCallException {
        List<Request> requests = new ArrayList<>(changes.size());
        for (Change change : changes) {
            requests.add(request(change));
        }
        List<Result> results = netlink.request(family, requests);
        return results.stream().mapToInt(Result::errno).toArray();
    }

    private static Request request(Change change) {
        if (change instanceof Change.AddService add) {
            return request(IpvsCommand.NEW_SERVICE, Requests.service(add.service()));
        } else if (change instanceof Change.EditService edit) {
            return request(IpvsCommand.SET_SERVICE, Requests.service(edit.service()));
        } else if (change instanceof Change.AddDestination add) {
            return request(IpvsCommand.NEW_DEST, Requests.destination(add.key(), add.destination()));
        } else if (change instanceof Change.EditDestination edit) {
            return request(IpvsCommand.SET_DEST, Requests.destination(edit.key(), edit.destination()));
        } else if (change instanceof Change.DeleteDestination delete) {
            return request(IpvsCommand.DEL_DEST, Requests.destination(delete.key(), delete.endpoint()));
        }
        return request(IpvsCommand.DEL_SERVICE, Requests.service(change.key()));
    }

    @Override
    public void flush() throws SystemCallException {
        netlink.request(family, request(IpvsCommand.FLUSH, Requests.NONE));
    }

    @Override
    public Timeouts timeouts() throws SystemCallException {
        return first(netlink.request(family, request(IpvsCommand.GET_CONFIG, Requests.NONE)), Answers::timeouts)
                .orElse(new Timeouts(0, 0, 0));
    }

    @Override
    public void setTimeouts(Timeouts timeouts) throws SystemCallException {
        netlink.request(family, request(IpvsCommand.SET_CONFIG, Requests.timeouts(timeouts)));
    }

    @Override
    public List<SyncDaemon> daemons() throws SystemCallException {
        return list(IpvsCommand.GET_DAEMON, Requests.NONE, Answers::daemon);
    }

    @Override
    public void startDaemon(SyncDaemon daemon) throws SystemCallException {
        netlink.request(family, request(IpvsCommand.NEW_DAEMON, Requests.daemon(daemon)));
    }

    @Override
    public void stopDaemon(SyncDaemon daemon) throws SystemCallException {
        try {
            netlink.request(family, request(IpvsCommand.DEL_DAEMON, Requests.daemon(daemon)));
        } catch (SystemCallException e) {
            if (e.errno() != Errno.ESRCH) {
                throw e;
            }
        }
    }

    private static Request request(IpvsCommand command, byte[] attributes) {
        return new Request(command.number(), IpvsCommand.VERSION, attributes);
    }

    private <T> List<T> list(IpvsCommand command, byte[] attributes, Function<Attributes, Decoded<T>> reader)
            throws SystemCallException {
        List<T> all = new ArrayList<>();
        for (int attempt = 1; attempt <= LIST_ATTEMPTS; attempt++) {
            all.clear();
            boolean disturbed = netlink.dump(
                    family,
                    request(command, attributes),
                    in -> reader.apply(in).optional().ifPresent(all::add));
            if (!disturbed) {
                break;
            }
        }
        return all;
    }

    private static <T> Optional<T> first(List<Attributes> answers, Function<Attributes, Decoded<T>> reader) {
        return answers.stream().findFirst().flatMap(in -> reader.apply(in).optional());
    }
}
