// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.DesiredState;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Turns the statements of all sources into a desired state; an OSGi service of the configuration bundle. */
@ProviderType
public interface ConfigInterpreter {

    /**
     * Validates and interprets. Pure but for reading what scripts' permissions are.
     *
     * @param number of the state to be
     * @param nodes top-level statements of all sources, in order of the sources' service ranking
     * @param planes what the data planes that are here can do, by name
     */
    Interpretation interpret(long number, List<ConfigNode> nodes, Map<String, DataPlaneCapabilities> planes);

    /**
     * What came of it.
     *
     * @param state best effort: complete when no diagnostic is an error; otherwise what could be understood, so that
     *     participants can add their diagnostics
     * @param diagnostics everything found
     */
    record Interpretation(DesiredState state, List<Diagnostic> diagnostics) {
        public Interpretation {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
