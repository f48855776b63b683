// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** A checker that does not block: its probe starts something and returns. */
@ConsumerType
public non-sealed interface AsyncChecker extends Checker {

    /**
     * Starts one probe. Called on {@link ProbeContext#executor()}, an event loop that all non-blocking checks of this plugin
     * share: return at once, never block.
     *
     * @return completes with the outcome, on any thread. A stage that completes exceptionally, and an exception thrown, are
     *     {@link ProbeResult.Broken}
     */
    CompletionStage<ProbeResult> probe(ProbeContext context);
}
