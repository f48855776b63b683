// SPDX-License-Identifier: Apache-2.0
/**
 * What ties the shell to the framework: components that find the control services, Gogo commands, and the console's
 * sessions. Any thread.
 */
package io.mainstay.shell.internal.gogo;
