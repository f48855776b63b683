// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

/**
 * What went through a service or a destination since it was added, and an estimate of the present rates (IPVS: about 2 s
 * behind). "In" is from clients. With DR and TUN the kernel sees nothing of the way back.
 *
 * @param connections scheduled
 * @param packetsIn from clients
 * @param packetsOut to clients
 * @param bytesIn from clients
 * @param bytesOut to clients
 * @param connectionRate per second
 * @param packetRateIn per second
 * @param packetRateOut per second
 * @param byteRateIn per second
 * @param byteRateOut per second
 */
public record Traffic(
        long connections,
        long packetsIn,
        long packetsOut,
        long bytesIn,
        long bytesOut,
        long connectionRate,
        long packetRateIn,
        long packetRateOut,
        long byteRateIn,
        long byteRateOut) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                connections + other.connections,
                packetsIn + other.packetsIn,
                packetsOut + other.packetsOut,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut,
                connectionRate + other.connectionRate,
                packetRateIn + other.packetRateIn,
                packetRateOut + other.packetRateOut,
                byteRateIn + other.byteRateIn,
                byteRateOut + other.byteRateOut);
    }
}
