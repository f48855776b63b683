// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Something that can say what is not as it should be, and why; register it as an OSGi service for {@code doctor}. */
@ConsumerType
public interface Diagnosable {

    /** What is unsatisfied at the moment; empty when all is well. Any thread; soon. */
    List<Finding> findings();

    /**
     * One finding.
     *
     * @param level how bad it is
     * @param subject what it is about: {@code "data plane proxy"}
     * @param problem what is wrong and why
     * @param remedy what to do about it; empty when there is nothing to do
     */
    record Finding(Level level, String subject, String problem, String remedy) {}

    /** How bad a finding is. */
    enum Level {
        /** Works as designed, worth knowing (a data plane that this host cannot have). */
        INFO,
        WARNING,
        ERROR
    }
}
