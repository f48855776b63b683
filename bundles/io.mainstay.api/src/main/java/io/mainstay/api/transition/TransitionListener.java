// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.transition;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of every transition; register it as an OSGi service. */
@ConsumerType
public interface TransitionListener {

    /** Called on the control thread, in the order of the transitions: return soon. An exception is logged and contained. */
    void transition(Transition transition);
}
