// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.option.Inline;
import io.mainstay.api.option.Option;
import java.util.Optional;

/** What checkers that connect have in common; take it into a record of options with {@link Inline}. */
public record ConnectionOptions(
        @Inline AddressOptions address,
        @Inline PortOptions ports,

        @Option(
                help = "how the connection ends: `reset` leaves no TIME_WAIT, `fin` is keepalived's way",
                otherwise = "`reset`")
        Optional<CloseMode> close) {}
