// SPDX-License-Identifier: Apache-2.0
/**
 * Tells OSGi's Metatype service what checkers can be configured with, for each plugin as long as it is here.
 *
 * <p>Thread rule: any thread; what is handed out is text. Spec: OSGi Compendium 105.
 */
package io.mainstay.checks.internal.metatype;
