// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.ServiceKey;

/** One request to the kernel: the smallest thing that can be changed. */
public sealed interface Change {

    /** The service it is about. */
    ServiceKey key();

    /** A new service, without destinations. */
    record AddService(KernelService service) implements Change {
        @Override
        public ServiceKey key() {
            return service.key();
        }

        @Override
        public String toString() {
            return "add " + key();
        }
    }

    /** Another scheduler, other flags or persistence; destinations and connections stay. */
    record EditService(KernelService service) implements Change {
        @Override
        public ServiceKey key() {
            return service.key();
        }

        @Override
        public String toString() {
            return "change " + key();
        }
    }

    /** Removes a service with all its destinations. */
    record DeleteService(ServiceKey key) implements Change {
        @Override
        public String toString() {
            return "remove " + key;
        }
    }

    /** A new destination. */
    record AddDestination(ServiceKey key, KernelDestination destination) implements Change {
        @Override
        public String toString() {
            return "add " + destination.endpoint() + " to " + key;
        }
    }

    /** Another weight, other limits, another way to it; connections stay. */
    record EditDestination(ServiceKey key, KernelDestination destination) implements Change {
        @Override
        public String toString() {
            return "change " + destination.endpoint() + " of " + key;
        }
    }

    /** Removes a destination. */
    record DeleteDestination(ServiceKey key, Endpoint endpoint) implements Change {
        @Override
        public String toString() {
            return "remove " + endpoint + " from " + key;
        }
    }
}
