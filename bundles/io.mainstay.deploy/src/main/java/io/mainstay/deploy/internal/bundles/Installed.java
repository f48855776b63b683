// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.time.Duration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A jar that is installed in the framework, started or not. Its start and its stop get a limit; a call that does not come
 * back goes on behind, and is looked at again later instead of being repeated.
 *
 * <p>Thread-safety: one scan at a time.
 */
final class Installed {
    private static final Logger log = LoggerFactory.getLogger(Installed.class);

    final Candidate.Content content;
    final Bundle bundle;
    String file;
    /** Why it does not serve; empty when nothing is known. */
    String problem = "";

    private TimedCall starting; // null before the first start and after its end

    Installed(Candidate.Content content, String file, Bundle bundle) {
        this.content = content;
        this.file = file;
        this.bundle = bundle;
    }

    boolean isFragment() {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    boolean isSingleton() {
        return bundle.getHeaders("")
                .get(Constants.BUNDLE_SYMBOLICNAME)
                .replaceAll("[\\s\"]", "")
                .contains("singleton:=true");
    }

    String title() {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    boolean runs() {
        return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
    }

    /** Whether its start has not come back yet. */
    boolean isStarting() {
        return starting != null && !starting.isDone();
    }

    /** Whether a start that was given up has come back meanwhile, in whichever way. */
    boolean hasComeBackLate() {
        return starting != null && starting.isDone();
    }

    /** Starts it. While an earlier start has not come back, nothing is done but to say so. */
    void start(Duration limit) throws BundleException {
        boolean again = starting != null;
        if (!again) {
            starting = new TimedCall("start of " + title(), () -> {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
                return null;
            });
        }
        try {
            starting.await(again ? Duration.ZERO : limit);
        } finally {
            if (starting.isDone()) {
                starting = null;
            }
        }
    }

    /** Stops and uninstalls it; when its start hangs, as soon as that has come back. */
    void uninstall(Duration limit) {
        TimedCall call = new TimedCall("stop of " + title(), () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
            return null;
        });
        if (isStarting()) {
            log.warn("{} is withdrawn as soon as its start has come back", title());
            return;
        }
        try {
            call.await(limit);
        } catch (BundleException e) {
            log.warn("{} complained while it was withdrawn: {}", title(), e.getMessage(), e);
        }
    }
}
