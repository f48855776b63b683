// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.net.Networks;
import io.mainstay.platform.net.PunctualLoop;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The ports as services; got once, and kept.
 *
 * <p>Thread-safety: control thread.
 */
final class RegistryPorts implements Ports.Finder {
    private final BundleContext context;
    private final ScriptRunner scripts;
    private Ports found;

    RegistryPorts(BundleContext context, ScriptRunner scripts) {
        this.context = context;
        this.scripts = scripts;
    }

    @Override
    public Ports find() {
        if (found == null) {
            Networks networks = service(Networks.class);
            PunctualLoop loop = networks == null ? null : service(PunctualLoop.class);
            if (loop != null) {
                found = new Ports(loop, networks.host(), scripts);
            }
        }
        return found;
    }

    private <T> T service(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return reference == null ? null : context.getService(reference);
    }

    @Override
    public String whyNot() {
        return "this process may not open raw sockets or change addresses; it needs CAP_NET_RAW and CAP_NET_ADMIN,"
                + " which root has ('doctor' says more)";
    }
}
