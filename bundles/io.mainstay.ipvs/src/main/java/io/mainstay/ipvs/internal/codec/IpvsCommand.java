// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import java.util.Optional;

/** The commands of the family, in the order of their numbers: {@code IPVS_CMD_*}. */
public enum IpvsCommand {
    NEW_SERVICE,
    SET_SERVICE,
    DEL_SERVICE,
    GET_SERVICE,
    NEW_DEST,
    SET_DEST,
    DEL_DEST,
    GET_DEST,
    NEW_DAEMON,
    DEL_DAEMON,
    GET_DAEMON,
    SET_CONFIG,
    GET_CONFIG,
    /** Only the answer to {@link #GET_INFO}. */
    SET_INFO,
    GET_INFO,
    ZERO,
    FLUSH;

    /** Name of the family. */
    public static final String FAMILY = "IPVS";

    /** Version of the interface. */
    public static final int VERSION = 1;

    private static final IpvsCommand[] ALL = values();

    /** The number in the generic netlink header. */
    public int number() {
        return ordinal() + 1;
    }

    public static Optional<IpvsCommand> of(int number) {
        return number < 1 || number > ALL.length ? Optional.empty() : Optional.of(ALL[number - 1]);
    }
}
