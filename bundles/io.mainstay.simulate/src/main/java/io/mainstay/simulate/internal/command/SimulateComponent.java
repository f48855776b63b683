// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.command;

import io.mainstay.platform.simulation.SimulatedConfiguration;
import io.mainstay.platform.simulation.SimulatedProtocol;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The command as a service that the launcher can call without seeing a bundle's class: from the words of the command line to the
 * exit code. Thread-safety: one call at a time.
 */
@Component(property = "mainstay.command=simulate")
public final class SimulateComponent implements Function<List<String>, Object> {
    private final SimulatedConfiguration configuration;

    /** A field, because only fields can be dynamic: all protocols count that are there when the command is called. */
    @Reference(
            cardinality = ReferenceCardinality.AT_LEAST_ONE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<SimulatedProtocol> protocols = List.of();

    @Activate
    public SimulateComponent(@Reference SimulatedConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Object apply(List<String> words) {
        List<SimulatedProtocol> all = protocols.stream()
                .sorted(Comparator.comparing(SimulatedProtocol::name).reversed()) // VRRP first
                .toList();
        int code = new SimulateCommand(configuration, all, System.out, System.err).run(words);
        System.out.flush();
        System.err.flush();
        return code;
    }
}
