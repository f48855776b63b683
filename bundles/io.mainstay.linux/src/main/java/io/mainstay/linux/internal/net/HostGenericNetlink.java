// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.linux.internal.netlink.client.LinuxGenericNetlink;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.platform.netlink.Attributes;
import io.mainstay.platform.netlink.GenericNetlink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/** Generic netlink in the process's own network, as a service for who needs nothing else. Thread-safety: any thread. */
@Component(service = GenericNetlink.class)
public final class HostGenericNetlink implements GenericNetlink {
    private final LinuxGenericNetlink netlink = new LinuxGenericNetlink(Namespace.HOST);

    @Activate
    public HostGenericNetlink(@Reference(target = HostAbilities.ADMIN) Condition able) {}

    @Deactivate
    void deactivate() {
        netlink.close();
    }

    @Override
    public Optional<Family> family(String name) throws SystemCallException {
        return netlink.family(name);
    }

    @Override
    public List<Result> request(Family family, List<Request> requests) throws SystemCallException {
        return netlink.request(family, requests);
    }

    @Override
    public boolean dump(Family family, Request request, Consumer<Attributes> each) throws SystemCallException {
        return netlink.dump(family, request, each);
    }

    @Override
    public Runnable listen(Family family, String group, Executor executor, MessageListener listener)
            throws SystemCallException {
        return netlink.listen(family, group, executor, listener);
    }
}
