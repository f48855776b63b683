// SPDX-License-Identifier: Apache-2.0
/**
 * What a configured instance means for codec and machine, and the words for what they decide; for the daemon and for
 * simulations. Thread rule: pure.
 */
package io.mainstay.carp.internal.plan;
