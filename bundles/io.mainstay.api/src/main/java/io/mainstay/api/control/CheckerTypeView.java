// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

/**
 * A checker type whose plugin is here.
 *
 * @param type keyword
 * @param bundle symbolic name of the plugin's bundle
 * @param version of the bundle
 * @param checks configured checks of this type
 * @param suspended of those, suspended
 * @param overruns probes ended by the engine's time limit, since the plugin came
 * @param problem what is wrong with the plugin ({@code "quarantined: event loop blocked 3 times"}); empty when nothing is
 */
public record CheckerTypeView(
        String type, String bundle, String version, int checks, int suspended, long overruns, String problem) {}
