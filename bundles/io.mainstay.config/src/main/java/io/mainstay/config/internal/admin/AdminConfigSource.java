// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.Position;
import io.mainstay.platform.NanoClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The source {@code "config-admin"}. Reading lists the configurations of our kinds; events of Config Admin only say that it
 * is time to read again. A ManagedServiceFactory per kind would collect the same dictionaries, but later: Config Admin calls
 * it on a thread of its own, so that a reload just after a change, and the first one of the process, would see a part.
 *
 * <p>Thread-safety: any thread; the change callback runs on a thread of the common pool.
 */
@Component(service = {ConfigSource.class, SynchronousConfigurationListener.class})
public final class AdminConfigSource implements ConfigSource, SynchronousConfigurationListener {
    private static final String NAME = "config-admin";
    private static final List<String> FACTORIES = Stream.concat(
                    Stream.of(AdminStatements.VIRTUAL_SERVER, AdminStatements.REAL_SERVER, AdminStatements.GROUP),
                    AdminStatements.NAMED.keySet().stream())
            .toList();
    private static final List<String> SINGLETONS =
            List.of(AdminStatements.GLOBAL, AdminStatements.SSL, AdminStatements.VRRP);

    private final ConfigurationAdmin admin;
    private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();
    private final Debounce debounce = new Debounce(
            NanoClock.SYSTEM,
            (delay, task) -> CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(task),
            () -> subscribers.forEach(Runnable::run));

    @Activate
    public AdminConfigSource(@Reference ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Fragment read() {
        List<AdminEntry> entries = new ArrayList<>();
        try {
            Configuration[] all = admin.listConfigurations(filter());
            for (Configuration configuration : all == null ? new Configuration[0] : all) {
                // null means created, but never given any properties
                if (configuration.getProperties() != null) {
                    entries.add(AdminEntry.of(
                            configuration.getPid(), configuration.getFactoryPid(), configuration.getProperties()));
                }
            }
        } catch (IOException | InvalidSyntaxException e) {
            return new Fragment(
                    List.of(),
                    List.of(Diagnostic.error(
                            DiagnosticKind.FATAL,
                            Position.of(NAME),
                            "Config Admin cannot be read: " + e.getMessage(),
                            "see the log of Config Admin")));
        }
        return AdminStatements.of(entries);
    }

    private static String filter() {
        StringBuilder filter = new StringBuilder("(|");
        FACTORIES.forEach(
                pid -> filter.append("(service.factoryPid=").append(pid).append(')'));
        filter.append("(service.factoryPid=")
                .append(AdminStatements.CHECK_PREFIX)
                .append("*)");
        SINGLETONS.forEach(pid -> filter.append("(service.pid=").append(pid).append(')'));
        return filter.append(')').toString();
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        boolean ours = event.getFactoryPid() == null
                ? SINGLETONS.contains(event.getPid())
                : FACTORIES.contains(event.getFactoryPid()) || AdminStatements.isCheck(event.getFactoryPid());
        if (ours && event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
            debounce.call();
        }
    }

    @Override
    public Subscription subscribe(Runnable changed) {
        Runnable subscriber = changed::run; // the same callback may come twice
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }
}
