// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.deploy.internal.watch.FolderWatch;
import io.mainstay.platform.RuntimePaths;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The configuration folder as a component. Activation feeds Config Admin with what is there; then the folder is watched.
 *
 * <p>It is a configuration source that contributes no statement, only what is wrong with the files: a reload that cannot be
 * read completely is refused as a whole, wherever the error is. It ranks before the source that reads Config Admin, and
 * reading it looks at the folder, so that a reload on request sees the files as they are at that moment.
 */
@Component(
        service = {ConfigSource.class, Diagnosable.class},
        immediate = true,
        property = "service.ranking:Integer=100")
public final class EtcConfiguration implements ConfigSource, Diagnosable {
    private final EtcFolder folder;
    private final FolderWatch watch;
    private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();

    @Activate
    public EtcConfiguration(BundleContext context, @Reference ConfigurationAdmin admin) {
        Path path = RuntimePaths.path(context.getProperty(RuntimePaths.ETC));
        if (path == null) {
            folder = null;
            watch = null;
            return;
        }
        Path etc = path.toAbsolutePath().normalize();
        folder = new EtcFolder(etc, admin);
        watch = Boolean.parseBoolean(context.getProperty(RuntimePaths.TEST_ONLY))
                ? null
                : new FolderWatch("mainstay-etc", List.of(etc), this::scan);
        folder.scan();
        if (watch != null) {
            watch.start();
        }
    }

    @Deactivate
    void deactivate() {
        if (watch != null) {
            watch.close();
        }
    }

    private void scan() {
        if (folder.scan()) {
            subscribers.forEach(Runnable::run);
        }
    }

    @Override
    public String name() {
        return "etc";
    }

    @Override
    public Fragment read() {
        if (folder == null) {
            return Fragment.EMPTY;
        }
        folder.scan();
        return new Fragment(List.of(), folder.diagnostics());
    }

    @Override
    public Subscription subscribe(Runnable changed) {
        Runnable subscriber = changed::run; // the same callback may come twice
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public List<Finding> findings() {
        if (folder == null) {
            return List.of();
        }
        return folder.diagnostics().stream()
                .map(d -> new Finding(
                        Level.ERROR,
                        "configuration file " + d.at(),
                        d.message(),
                        d.hint().isEmpty() ? "correct the file; it is read again when it changes" : d.hint()))
                .toList();
    }
}
