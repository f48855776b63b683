// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's table as values, what Mainstay wants in it, and the difference of the two. Pure: no clock, no socket, no
 * thread; everything is immutable.
 */
package io.mainstay.ipvs.internal.table;
