// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.option.Inline;

/** What checkers that speak in datagrams have in common; take it into a record of options with {@link Inline}. */
public record DatagramOptions(
        @Inline AddressOptions address, @Inline PortOptions ports) {}
