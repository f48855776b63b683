// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import org.osgi.annotation.versioning.ConsumerType;

/** A checker written as plain blocking code; it runs on a bounded pool of this plugin's own. */
@ConsumerType
public non-sealed interface BlockingChecker extends Checker {

    /**
     * Makes one probe and returns its outcome. The thread is interrupted when the probe is cancelled or over its limit; a
     * probe that goes on regardless is abandoned, and counts against the plugin's threads until it ends.
     *
     * @throws Exception the check itself could not judge: {@link ProbeResult.Broken}
     */
    ProbeResult probe(ProbeContext context) throws Exception;
}
