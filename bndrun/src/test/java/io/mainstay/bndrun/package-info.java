// SPDX-License-Identifier: Apache-2.0
/** The composed runtimes in a framework, without the launcher. */
package io.mainstay.bndrun;
