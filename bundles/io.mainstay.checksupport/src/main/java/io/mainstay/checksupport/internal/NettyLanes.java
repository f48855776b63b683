// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.platform.Lane;
import io.mainstay.platform.Lanes;
import io.netty.channel.epoll.Epoll;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event loops on the kernel's epoll, or on Java NIO where Netty's native library is missing or the framework property
 * {@link #TRANSPORT} is {@code nio}. Thread-safety: any thread.
 */
@Component
public final class NettyLanes implements Lanes {
    /** Framework property: {@code auto} (default) or {@code nio}. */
    static final String TRANSPORT = "mainstay.transport";

    private static final Logger LOG = LoggerFactory.getLogger(NettyLanes.class);

    private final boolean epoll;

    @Activate
    public NettyLanes(BundleContext bundles) {
        this(!"nio".equals(bundles.getProperty(TRANSPORT)));
    }

    private NettyLanes(boolean epoll) {
        this.epoll = epoll && Epoll.isAvailable();
        if (epoll && !this.epoll) {
            LOG.warn(
                    "probes run on Java NIO, at a higher price and without 'fwmark' and 'bind_if': Netty's native epoll"
                            + " library cannot be used: {}",
                    String.valueOf(Epoll.unavailabilityCause()));
        }
    }

    /** Outside of a framework: on epoll when it can be used. */
    public static NettyLanes onEpoll() {
        return new NettyLanes(true);
    }

    /** Outside of a framework: on Java NIO. */
    public static NettyLanes onNio() {
        return new NettyLanes(false);
    }

    @Override
    public Lane open(String name) {
        return new NettyLane(name, epoll);
    }
}
