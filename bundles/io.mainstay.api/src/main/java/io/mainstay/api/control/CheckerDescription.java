// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.option.BlockDescription;
import java.util.Objects;
import java.util.Optional;

/**
 * What can be configured of a checker type whose plugin is here.
 *
 * @param type keyword
 * @param bundle symbolic name of the plugin's bundle
 * @param version of the bundle
 * @param defaults of the engine's settings, for this type
 * @param options the type's own; empty when the plugin does not declare them
 */
public record CheckerDescription(
        String type, String bundle, String version, CheckDefaults defaults, Optional<BlockDescription> options) {
    public CheckerDescription {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(defaults, "defaults");
        Objects.requireNonNull(options, "options");
    }
}
