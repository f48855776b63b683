// SPDX-License-Identifier: Apache-2.0
/**
 * Options of a plugin, declared once as a record, from which everything else comes: reading with defaults, ranges and
 * diagnostics, the {@code checker} command's help, Metatype, and the reference page.
 *
 * <pre>{@code
 * @Summary("A server is good when the first line that it sends is the expected word.")
 * record HelloOptions(
 *         @Option(help = "the line that the server must send first", defaultValue = "hello") String expect,
 *         @Option(help = "limit of a probe", min = "0.001", max = "3600", otherwise = "the real server's")
 *                 Optional<Duration> connectTimeout) {}
 *
 * private static final OptionSchema<HelloOptions> OPTIONS = OptionSchema.of(HelloOptions.class);
 * }</pre>
 *
 * <p>Thread rule: a schema is immutable and for any thread; what a record is made of is looked at once, when the schema is
 * built.
 */
@Export
@Version("1.0.0")
package io.mainstay.api.option;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
