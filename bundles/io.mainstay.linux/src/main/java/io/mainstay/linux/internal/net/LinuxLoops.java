// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.platform.net.PunctualLoops;
import io.mainstay.platform.net.SystemCallException;
import org.osgi.service.component.annotations.Component;

/** Makes loops. Thread-safety: any thread. */
@Component(service = PunctualLoops.class)
public final class LinuxLoops implements PunctualLoops {

    @Override
    public Owned open(String name) {
        try {
            return new EpollLoop(name);
        } catch (SystemCallException e) {
            throw new IllegalStateException("no loop can be made: " + e.getMessage(), e);
        }
    }
}
