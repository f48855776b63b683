// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.source;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.config.internal.host.LocalHost;
import io.mainstay.config.internal.interpret.Interpreter;
import io.mainstay.platform.ConfigInterpreter;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The interpreter for the machine that this runs on, as a service. Thread-safety: stateless. */
@Component
public final class LocalInterpreter implements ConfigInterpreter {
    private final Interpreter interpreter = new Interpreter(new LocalHost());

    @Override
    public Interpretation interpret(long number, List<ConfigNode> nodes, Map<String, DataPlaneCapabilities> planes) {
        return interpreter.interpret(number, nodes, planes);
    }
}
