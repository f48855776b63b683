// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code carp_instance} blocks mean. Thread rule: confined to one interpretation. Keywords: ours, after ucarp's options.
 */
package io.mainstay.config.internal.interpret.carp;
