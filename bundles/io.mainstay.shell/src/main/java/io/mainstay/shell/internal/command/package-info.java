// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, without any terminal: each turns its words and a snapshot of the control services into a {@code Reply} that
 * has both forms, text and JSON. Stateless; any thread. The reference is docs/reference/commands.md.
 */
package io.mainstay.shell.internal.command;
