// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.source;

import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Fragment;
import io.mainstay.config.internal.host.DiskFiles;
import io.mainstay.config.internal.host.LocalHost;
import io.mainstay.config.internal.syntax.ConfigText;
import io.mainstay.config.internal.syntax.Limits;
import io.mainstay.config.internal.syntax.SyntaxOptions;
import io.mainstay.platform.RuntimePaths;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * keepalived.conf, at the path that the framework property {@link RuntimePaths#CONFIG_FILE} names; without it, nothing.
 *
 * <p>Read anew each time. Random numbers ({@code ${_RANDOM}}) start from the same seed at each read of one process, so
 * that a reload of an unchanged file is the same configuration.
 *
 * <p>Thread-safety: {@link #read} on one thread at a time.
 */
@Component(immediate = true, property = "service.ranking:Integer=100")
public final class KeepalivedConfSource implements ConfigSource {
    /** Framework property: {@code all} turns every include check on ({@code -e}). */
    static final String INCLUDE_CHECK = "mainstay.include-check";

    private final UnaryOperator<String> properties;
    private final long seed = System.nanoTime();

    /** The first reading, begun while the other bundles start: for a large file that is the longest part of a start. */
    private FutureTask<Fragment> ahead;

    @Activate
    public KeepalivedConfSource(BundleContext context) {
        this(context::getProperty);
        readAhead();
    }

    KeepalivedConfSource(UnaryOperator<String> properties) {
        this.properties = properties;
    }

    @Override
    public String name() {
        return "keepalived.conf";
    }

    synchronized void readAhead() {
        ahead = new FutureTask<>(this::readNow);
        Thread thread = new Thread(ahead, "mainstay-config-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    /** The first call takes what was read while the process started, every later one reads. */
    @Override
    public Fragment read() {
        Future<Fragment> begun;
        synchronized (this) {
            begun = ahead;
            ahead = null;
        }
        if (begun == null) {
            return readNow();
        }
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the configuration was read", e);
        } catch (ExecutionException e) {
            return readNow(); // it fails again, in the caller's sight, or it does not
        }
    }

    private Fragment readNow() {
        String path = properties.apply(RuntimePaths.CONFIG_FILE);
        if (path == null || path.isEmpty()) {
            return Fragment.EMPTY;
        }
        return ConfigText.parse(path, new DiskFiles(), options());
    }

    private SyntaxOptions options() {
        return new SyntaxOptions(
                Optional.ofNullable(properties.apply(RuntimePaths.CONFIG_ID))
                        .filter(id -> !id.isEmpty())
                        .orElseGet(KeepalivedConfSource::hostNameUpToDot),
                "all".equals(properties.apply(INCLUDE_CHECK)),
                name -> Optional.ofNullable(System.getenv(name)),
                SplittableRandom::new,
                seed,
                Limits.STANDARD);
    }

    private static String hostNameUpToDot() {
        String name = new LocalHost().name();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
