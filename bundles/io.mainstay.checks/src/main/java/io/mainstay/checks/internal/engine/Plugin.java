// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckerFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One checker factory service, as long as it is there. An updated bundle registers a new service, which is another plugin.
 *
 * <p>Thread-safety: the factory belongs to the control thread, the strikes to the engine thread, the rest is for any.
 */
public final class Plugin {
    private static final int STRIKES = 3;
    private static final long STRIKES_WITHIN_NANOS = 600_000_000_000L;

    private final List<String> types;
    private final String bundle;
    private final String version;
    private final int ranking;
    private final long serviceId;
    private final CheckDefaults defaults;
    private final AtomicLong overruns = new AtomicLong();
    private final long[] strikes = new long[STRIKES];
    private int strikeCount;
    private volatile String problem = "";
    private CheckerFactory factory;
    private Runner lane;
    private Runner pool;

    public Plugin(
            CheckerFactory factory,
            CheckDefaults defaults,
            List<String> types,
            String bundle,
            String version,
            int ranking,
            long serviceId) {
        this.factory = factory;
        this.defaults = defaults;
        this.types = List.copyOf(types);
        this.bundle = bundle;
        this.version = version;
        this.ranking = ranking;
        this.serviceId = serviceId;
    }

    public List<String> types() {
        return types;
    }

    public String bundle() {
        return bundle;
    }

    public String version() {
        return version;
    }

    public CheckDefaults defaults() {
        return defaults;
    }

    /** Whether this one serves when both have a type: higher ranking, then newer. */
    public boolean outranks(Plugin other) {
        return ranking != other.ranking ? ranking > other.ranking : serviceId > other.serviceId;
    }

    /** Control thread; null once it has been retired. */
    public CheckerFactory factory() {
        return factory;
    }

    /** Control thread: its event loop; null until a non-blocking checker came. */
    public Runner lane() {
        return lane;
    }

    public void lane(Runner runner) {
        lane = runner;
    }

    /** Control thread: its threads; null until a blocking checker came. */
    public Runner pool() {
        return pool;
    }

    public void pool(Runner runner) {
        pool = runner;
    }

    /** Control thread: lets go of everything that belongs to the bundle. */
    public void retire() {
        factory = null;
        lane = null;
        pool = null;
    }

    /** What is wrong with it; empty when nothing is. */
    public String problem() {
        return problem;
    }

    boolean isQuarantined() {
        return !problem.isEmpty();
    }

    /** Engine thread: counts a serious offence; true when it was the one too many and the plugin is now in quarantine. */
    boolean strike(long now, String offence) {
        strikes[strikeCount % STRIKES] = now;
        strikeCount++;
        if (isQuarantined() || strikeCount < STRIKES) {
            return false;
        }
        // The slot written next holds the oldest of the last three.
        long oldest = strikes[strikeCount % STRIKES];
        if (now - oldest > STRIKES_WITHIN_NANOS) {
            return false;
        }
        problem = "quarantined: " + offence + " " + STRIKES + " times within " + STRIKES_WITHIN_NANOS / 60_000_000_000L
                + " minutes";
        return true;
    }

    void countOverrun() {
        overruns.incrementAndGet();
    }

    public long overruns() {
        return overruns.get();
    }

    /** For thread names: the types. */
    String threadName() {
        return "check-" + String.join("-", types);
    }

    /** {@code checker type TCP_CHECK (bundle io.mainstay.check.tcp 0.1.0)}. */
    @Override
    public String toString() {
        return "checker type " + String.join(", ", types) + " (bundle " + bundle + " " + version + ")";
    }
}
