// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

/**
 * Options that a checker must refuse.
 *
 * @param options the text
 * @param line where the diagnostic must point, 1-based
 * @param column where the diagnostic must point, 1-based
 * @param says what its message must contain
 */
public record BadOption(String options, int line, int column, String says) {}
