// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.ping.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.option.Given;
import io.mainstay.checksupport.NetworkOptions;

/**
 * The options of one PING_CHECK.
 *
 * @param network who is asked
 * @param data what the request carries, and the reply must; nobody changes it
 */
record PingOptions(NetworkOptions network, byte[] data) {
    static PingOptions of(PingDeclared declared, CheckTarget target, Given given) {
        for (String keyword : new String[] {"connect_port", "bind_port"}) {
            if (given.has(keyword)) {
                given.warning(
                        keyword, "'" + keyword + "' has no effect on 'PING_CHECK', which has no ports", "remove it");
            }
        }
        return new PingOptions(NetworkOptions.of(declared.address(), target, given), data(declared.size()));
    }

    private static byte[] data(int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) ('a' + i % 26);
        }
        return data;
    }
}
