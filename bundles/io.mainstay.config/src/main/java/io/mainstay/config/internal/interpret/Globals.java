// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.Position;
import io.mainstay.api.model.GlobalSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code global_defs} and {@code SSL} say: the settings of the process, and the defaults for the other blocks.
 *
 * @param settings what goes into the desired state
 * @param timing defaults of all checks
 * @param smtpAlert default of the checker side's mails; empty when nobody says
 * @param drain default drain time; empty for no limit
 * @param dataPlaneAt the word that chooses the default plane
 * @param scripts reads scripts with the default account
 * @param shareProbes whether equal checks of one target are probed once for all
 * @param checks checks with names, and what else checks need of the whole
 */
record Globals(
        GlobalSettings settings,
        Timing timing,
        Optional<Boolean> smtpAlert,
        Optional<Duration> drain,
        Optional<Position> dataPlaneAt,
        Scripts scripts,
        boolean shareProbes,
        CheckBlocks checks) {

    /** The same, with the checks that have names. */
    Globals with(CheckBlocks blocks) {
        return new Globals(settings, timing, smtpAlert, drain, dataPlaneAt, scripts, shareProbes, blocks);
    }
}
