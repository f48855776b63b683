// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.bfd.internal;

import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;

/** What can be configured of a BFD_CHECK. */
@Summary("A server is good while a BFD session is up.")
record BfdOptions(
        @Option(
                help = "name of the session's `bfd_instance`",
                required = true,
                pattern = ".{1,31}",
                form = "a name of at most 31 characters")
        String name) {}
