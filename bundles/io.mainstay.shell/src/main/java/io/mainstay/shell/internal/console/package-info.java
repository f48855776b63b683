// SPDX-License-Identifier: Apache-2.0
/**
 * The console: a unix-domain socket of mode 0600 over which {@code mainstay ctl} and {@code mainstay shell} run commands. One
 * thread accepts, one per client reads, one per running request works; all are daemons and end with the server. The frames
 * are specified at {@code Frame}.
 */
package io.mainstay.shell.internal.console;
