// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

/**
 * An interface of a host, {@code a:eth0}.
 *
 * @param host its name
 * @param name of the interface; empty for all, or for none
 */
public record Port(String host, String name) {

    @Override
    public String toString() {
        return name.isEmpty() ? host : host + ":" + name;
    }
}
