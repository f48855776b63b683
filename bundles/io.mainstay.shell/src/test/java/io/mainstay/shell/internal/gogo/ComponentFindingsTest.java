// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.control.Diagnosable.Level;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.osgi.util.promise.Promise;

class ComponentFindingsTest {
    private final ComponentConfigurationDTO component = new ComponentConfigurationDTO();

    @Test
    void aSatisfiedComponentIsNoFinding() {
        component.state = ComponentConfigurationDTO.ACTIVE;
        assertThat(findings()).isEmpty();
        component.state = ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION;
        assertThat(findings()).isEmpty();
    }

    @Test
    void aComponentThatWaitsNamesTheServiceAndItsFilter() {
        UnsatisfiedReferenceDTO missing = new UnsatisfiedReferenceDTO();
        missing.name = "plane";
        missing.target = "(dataplane.name=ipvs)";
        component.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
        component.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {missing};
        assertThat(findings())
                .containsExactly(new Finding(
                        Level.WARNING,
                        "component Balancer (io.mainstay.balancer)",
                        "waits for a service io.mainstay.api.dataplane.DataPlane with (dataplane.name=ipvs)",
                        "deploy the bundle that provides it, or see why that one is not satisfied"));
    }

    @Test
    void aComponentThatLacksAnAbilityOfTheHostIsNoReasonToWorry() {
        UnsatisfiedReferenceDTO missing = new UnsatisfiedReferenceDTO();
        missing.name = "able";
        missing.target = "(osgi.condition.id=io.mainstay.linux.net-raw)";
        component.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
        component.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {missing};
        assertThat(findings())
                .containsExactly(new Finding(
                        Level.INFO,
                        "component Balancer (io.mainstay.balancer)",
                        "is absent: this host lacks (osgi.condition.id=io.mainstay.linux.net-raw)",
                        "another finding says why"));
    }

    @Test
    void aComponentThatFailedSaysWhyInOneLine() {
        component.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        component.failure = "java.lang.IllegalStateException: no\n\tat somewhere";
        assertThat(findings())
                .containsExactly(new Finding(
                        Level.ERROR,
                        "component Balancer (io.mainstay.balancer)",
                        "failed to start: java.lang.IllegalStateException: no",
                        "see the log"));
    }

    private List<Finding> findings() {
        return new ComponentFindings(new OneComponent(component)).findings();
    }

    /** A runtime with one component. */
    private record OneComponent(ComponentConfigurationDTO component) implements ServiceComponentRuntime {
        @Override
        public Collection<ComponentDescriptionDTO> getComponentDescriptionDTOs(Bundle... bundles) {
            ReferenceDTO plane = new ReferenceDTO();
            plane.name = "plane";
            plane.interfaceName = "io.mainstay.api.dataplane.DataPlane";
            ReferenceDTO able = new ReferenceDTO();
            able.name = "able";
            able.interfaceName = "org.osgi.service.condition.Condition";
            ComponentDescriptionDTO description = new ComponentDescriptionDTO();
            description.name = "Balancer";
            description.bundle = new BundleDTO();
            description.bundle.symbolicName = "io.mainstay.balancer";
            description.references = new ReferenceDTO[] {plane, able};
            return List.of(description);
        }

        @Override
        public Collection<ComponentConfigurationDTO> getComponentConfigurationDTOs(
                ComponentDescriptionDTO description) {
            return List.of(component);
        }

        @Override
        public ComponentDescriptionDTO getComponentDescriptionDTO(Bundle bundle, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isComponentEnabled(ComponentDescriptionDTO description) {
            return true;
        }

        @Override
        public Promise<Void> enableComponent(ComponentDescriptionDTO description) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Promise<Void> disableComponent(ComponentDescriptionDTO description) {
            throw new UnsupportedOperationException();
        }
    }
}
