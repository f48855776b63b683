// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Implemented besides {@link AsyncChecker} or {@link BlockingChecker} by a checker that learns when its answer has changed: a
 * file was written, a session went down. It is then asked at once, and not only once per period.
 */
@ConsumerType
public interface Watching {

    /**
     * Begins to watch. Called when a check begins to use this checker, on a thread that must not wait; several checks may
     * share one checker, each of which watches for itself.
     *
     * @param changed asks for a probe, soon; from any thread, as often as there is reason, also before this method returns
     * @return what ends it; called once, when the check is removed or gets another checker, and before the plugin goes
     */
    AutoCloseable watch(Runnable changed) throws Exception;
}
