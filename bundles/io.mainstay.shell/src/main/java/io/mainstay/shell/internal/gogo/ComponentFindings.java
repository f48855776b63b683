// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import io.mainstay.api.control.Diagnosable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says which declarative-services components wait for what. */
@Component(service = Diagnosable.class)
public final class ComponentFindings implements Diagnosable {
    private static final String CONDITION = "org.osgi.service.condition.Condition";

    private final ServiceComponentRuntime runtime;

    @Activate
    public ComponentFindings(@Reference ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO component : runtime.getComponentConfigurationDTOs(description)) {
                String subject = "component " + description.name + " (" + description.bundle.symbolicName + ")";
                if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    findings.add(new Finding(
                            Level.ERROR, subject, "failed to start: " + firstLine(component.failure), "see the log"));
                } else if (component.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                        && lacksOnlyAbilities(description, component.unsatisfiedReferences)) {
                    findings.add(new Finding(
                            Level.INFO,
                            subject,
                            "is absent: this host lacks " + conditions(component.unsatisfiedReferences),
                            "another finding says why"));
                } else if (component.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                    findings.add(new Finding(
                            Level.WARNING,
                            subject,
                            "waits for " + missing(description, component.unsatisfiedReferences),
                            "deploy the bundle that provides it, or see why that one is not satisfied"));
                }
            }
        }
        return findings;
    }

    /** Conditions say what a host can do; who would publish one says why it cannot. */
    private static boolean lacksOnlyAbilities(
            ComponentDescriptionDTO description, UnsatisfiedReferenceDTO[] references) {
        return references.length > 0
                && Arrays.stream(references)
                        .allMatch(missing -> missing.target != null
                                && Arrays.stream(description.references)
                                        .anyMatch(reference -> reference.name.equals(missing.name)
                                                && reference.interfaceName.equals(CONDITION)));
    }

    private static String conditions(UnsatisfiedReferenceDTO[] references) {
        return Arrays.stream(references).map(missing -> missing.target).collect(Collectors.joining(", "));
    }

    private static String firstLine(String failure) {
        return failure == null ? "no reason given" : failure.lines().findFirst().orElse("no reason given");
    }

    private static String missing(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO[] references) {
        return Arrays.stream(references)
                .map(missing -> Arrays.stream(description.references)
                                .filter(reference -> reference.name.equals(missing.name))
                                .map(ComponentFindings::service)
                                .findFirst()
                                .orElse(missing.name)
                        + (missing.target == null ? "" : " with " + missing.target))
                .collect(Collectors.joining(", "));
    }

    private static String service(ReferenceDTO reference) {
        return "a service " + reference.interfaceName;
    }
}
