// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.linux.internal.netlink.codec.ExtendedAck;
import io.mainstay.linux.internal.netlink.codec.GenericCodec;
import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.platform.netlink.Attributes;
import io.mainstay.platform.netlink.GenericNetlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Generic netlink in one namespace. Thread-safety: any thread. */
public final class LinuxGenericNetlink implements GenericNetlink, AutoCloseable {
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private final Namespace namespace;
    private final SocketPool pool;
    private Monitor monitor;

    public LinuxGenericNetlink(Namespace namespace) {
        this.namespace = namespace;
        pool = new SocketPool(namespace, Sys.NETLINK_GENERIC);
    }

    @Override
    public Optional<Family> family(String name) throws SystemCallException {
        Result result = exchange(List.of(GenericCodec.family(name))).get(0);
        if (result.errno() == Errno.ENOENT) {
            return Optional.empty();
        }
        if (result.errno() != 0) {
            throw new SystemCallException("CTRL_CMD_GETFAMILY", name, result.errno(), result.detail());
        }
        return result.answers().stream().map(GenericCodec::family).findFirst();
    }

    @Override
    public List<Result> request(Family family, List<Request> requests) throws SystemCallException {
        return exchange(requests.stream()
                .map(each -> GenericCodec.request(family.id(), 0, each.command(), each.version(), each.attributes()))
                .toList());
    }

    private List<Result> exchange(List<NetlinkRequest> requests) throws SystemCallException {
        NetlinkSocket socket = pool.take();
        try {
            Collector collector = new Collector(requests.size());
            Exchange.run(socket, new RequestBatch(requests), collector);
            return collector.results;
        } finally {
            pool.give(socket);
        }
    }

    @Override
    public boolean dump(Family family, Request request, Consumer<Attributes> each) throws SystemCallException {
        NetlinkSocket socket = pool.take();
        boolean whole = false;
        try {
            RequestBatch batch = new RequestBatch(List.of(GenericCodec.request(
                    family.id(), NetlinkReader.F_DUMP, request.command(), request.version(), request.attributes())));
            int errno = Exchange.dump(socket, batch, reader -> {
                if (reader.type() == family.id()) {
                    each.accept(GenericCodec.attributes(reader));
                }
            });
            whole = true;
            if (errno > 0) {
                throw new SystemCallException(family.name(), "list, command " + request.command(), errno);
            }
            return errno == Exchange.INTERRUPTED;
        } finally {
            if (whole) {
                pool.give(socket);
            } else {
                socket.close(); // the consumer threw: the rest of the list is still to come
            }
        }
    }

    @Override
    public Runnable listen(Family family, String group, Executor executor, MessageListener listener)
            throws SystemCallException {
        Integer number = family.groups().get(group);
        if (number == null) {
            throw new SystemCallException("setsockopt", "NETLINK_ADD_MEMBERSHIP = " + group, Errno.ENOENT);
        }
        Monitor watching = monitor();
        FamilyTopic topic = new FamilyTopic(family, number);
        Subscribers.Subscriber<MessageListener> subscriber = watching.call(() -> {
            watching.begin(topic);
            return topic.subscribers.add(executor, listener);
        });
        return () -> {
            subscriber.end();
            watching.post(() -> {
                topic.subscribers.remove(subscriber);
                watching.endUnwanted(topic);
            });
        };
    }

    private synchronized Monitor monitor() throws SystemCallException {
        if (monitor == null) {
            monitor = new Monitor(namespace, Sys.NETLINK_GENERIC, RECEIVE_BUFFER, "mainstay-genl" + namespace.suffix());
        }
        return monitor;
    }

    @Override
    public synchronized void close() {
        if (monitor != null) {
            monitor.close();
        }
        pool.close();
    }

    /** Keeps the answers to a batch. */
    private static final class Collector implements Answers {
        private final List<Result> results = new ArrayList<>();
        private final List<Attributes> answers = new ArrayList<>();

        Collector(int size) {
            for (int i = 0; i < size; i++) {
                results.add(null);
            }
        }

        @Override
        public void message(int request, NetlinkReader reader) {
            answers.add(GenericCodec.attributes(reader));
        }

        @Override
        public void ended(int request, int errno, NetlinkReader reader) {
            String detail = errno == 0 || reader == null ? "" : ExtendedAck.message(reader);
            results.set(request, new Result(errno, detail, answers));
            answers.clear();
        }
    }

    /** One listener's multicast messages of one family. */
    private static final class FamilyTopic implements Topic {
        private final Family family;
        private final int group;
        private final Subscribers<MessageListener> subscribers = new Subscribers<>();

        FamilyTopic(Family family, int group) {
            this.family = family;
            this.group = group;
        }

        @Override
        public List<Integer> groups() {
            return List.of(group);
        }

        @Override
        public boolean wanted() {
            return !subscribers.isEmpty();
        }

        @Override
        public boolean message(NetlinkReader reader) {
            if (reader.type() != family.id()) {
                return false;
            }
            int command = GenericCodec.command(reader);
            Attributes attributes = GenericCodec.attributes(reader);
            subscribers.tell(each -> each.message(command, attributes));
            return false; // another listener may have asked for the same family
        }

        @Override
        public void resync() {
            subscribers.tell(MessageListener::lost);
        }
    }
}
