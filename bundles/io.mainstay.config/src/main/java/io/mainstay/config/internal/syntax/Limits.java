// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

/**
 * What keeps a parse finite, whatever it is given. Reaching one is a diagnostic.
 *
 * @param lineBytes longest logical line, in bytes of UTF-8, without its comment
 * @param lines physical lines plus lines that come from expansion, in all files together
 * @param substitutions uses of definitions that are replaced, in all lines together
 * @param depth definitions within definitions, and repetitions within repetitions
 * @param blocks blocks within blocks
 * @param includes files within files
 * @param problems diagnostics after which the parser gives up
 */
public record Limits(int lineBytes, int lines, int substitutions, int depth, int blocks, int includes, int problems) {
    /** keepalived's line length, and room for the largest configurations known, several times over. */
    public static final Limits STANDARD = new Limits(1024, 5_000_000, 20_000_000, 64, 64, 64, 1000);
}
