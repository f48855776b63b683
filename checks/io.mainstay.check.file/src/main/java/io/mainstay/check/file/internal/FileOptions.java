// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

import io.mainstay.api.option.Argument;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;
import java.util.Optional;

/** What can be configured of a FILE_CHECK. */
@Summary("A real server's state or weight is the number in a file, which is watched and not polled.")
record FileOptions(
        @Option(
                help =
                        "name of a `track_file` block at the top level, which says `file`, and `weight` unless it is given here")
        Optional<String> trackFile,

        @Option(
                help = "the file itself, when there is no `track_file` block",
                form = "an absolute path",
                pattern = "/.*",
                otherwise = "the `track_file` block's")
        Optional<String> file,

        @Option(
                help = "0: any number but 0 in the file is a failure; otherwise the number times this is added to the"
                        + " real server's weight",
                otherwise = "the `track_file` block's, else 1")
        Optional<Weight> weight) {

    /** {@code weight FACTOR [reverse|noreverse]}. */
    record Weight(
            @Argument(help = "factor", min = "-2147483647", max = "2147483647")
            int factor,

            @Argument(help = "with 0: only the number 0 is a failure; otherwise: subtracted instead of added")
            Optional<Direction> direction) {}

    /** Which way the number counts. */
    enum Direction {
        REVERSE,
        NOREVERSE
    }
}
