// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.source;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.config.internal.host.DiskFiles;
import io.mainstay.config.internal.host.ElsewhereHost;
import io.mainstay.config.internal.interpret.Interpreter;
import io.mainstay.config.internal.syntax.ConfigText;
import io.mainstay.config.internal.syntax.SyntaxOptions;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import io.mainstay.platform.simulation.SimulatedConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Reads the files of simulated hosts with the interpreter that a daemon has. Thread-safety: stateless. */
@Component
public final class ElsewhereConfiguration implements SimulatedConfiguration {
    /** What concerns virtual servers; {@code -t} judges it. */
    private static final Set<String> LEFT_OUT =
            Set.of("virtual_server", "virtual_server_group", "real_server", "SSL", "bfd_instance");

    @Override
    public Interpretation read(String file, String host) {
        Fragment fragment = ConfigText.parse(file, new DiskFiles(), SyntaxOptions.of(host));
        List<ConfigNode> nodes = fragment.nodes().stream()
                .filter(node -> !LEFT_OUT.contains(node.name()))
                .toList();
        Interpretation interpretation = new Interpreter(new ElsewhereHost(host)).interpret(1, nodes, Map.of());
        List<Diagnostic> all = new ArrayList<>(fragment.diagnostics());
        all.addAll(interpretation.diagnostics());
        return new Interpretation(interpretation.state(), all);
    }
}
