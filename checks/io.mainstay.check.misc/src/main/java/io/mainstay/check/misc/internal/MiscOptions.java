// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.misc.internal;

import io.mainstay.api.option.Argument;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be configured of a MISC_CHECK. */
@Summary("A server is good when a program of the operator's ends with status 0.")
record MiscOptions(
        @Option(
                help = "program and its arguments, run without a shell; arguments with blanks in quotes",
                required = true,
                form = "a program, in double quotes when it has arguments")
        List<String> miscPath,

        @Option(
                help = "limit of a run; then SIGTERM to its process group, 2 s later SIGKILL",
                min = "0.001",
                max = "86400",
                otherwise = "the check's `delay_loop`")
        Optional<Duration> miscTimeout,

        @Option(help = "status 2 to 255 is good, too, and sets the weight to status - 2")
        boolean miscDynamic,

        @Option(help = "who runs the program", otherwise = "`script_user`")
        Optional<User> user) {

    /** {@code user NAME [GROUP]}. */
    record User(
            @Argument(help = "account") String name,

            @Argument(
                    help =
                            "group, the account's unless given; with ':' before it also the account's supplementary groups")
            Optional<String> group) {}
}
