// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.ping.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.checksupport.NetworkOptions;

/**
 * The options of one PING_CHECK.
 *
 * @param network who is asked
 * @param data what the request carries, and the reply must; nobody changes it
 */
record PingOptions(NetworkOptions network, byte[] data) {
    private static final int DEFAULT_SIZE = 32;
    private static final int LARGEST = 65_000;

    static PingOptions read(BlockReader reader, CheckTarget target) {
        NetworkOptions network = NetworkOptions.readWithoutPort(reader, target);
        return new PingOptions(network, data(reader.integer("size", 0, LARGEST).orElse(DEFAULT_SIZE)));
    }

    private static byte[] data(int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) ('a' + i % 26);
        }
        return data;
    }
}
