// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.transition.Transition;

/**
 * What follows from an event, besides the new state and the destinations that it implies. Effects are carried out in order,
 * after the data plane has been told.
 */
public sealed interface Effect {

    /** Tell everybody. */
    record Publish(Transition transition) implements Effect {}

    /** A live real server has another weight; only logged. */
    record Reweighted(Endpoint realServer, int from, int to, String cause) implements Effect {}

    /** Suspend or resume the checks of the virtual server. */
    record SuspendChecks(boolean suspended) implements Effect {}
}
