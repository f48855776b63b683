// SPDX-License-Identifier: Apache-2.0
/**
 * What others learn of routers: transitions, views, sentences, figures.
 *
 * <p>Thread rule: {@link io.mainstay.vrrp.internal.shell.report.TransitionRing} carries state changes from the time-critical loop
 * to the control thread; the rest is pure or confined to the thread that is named.
 */
package io.mainstay.vrrp.internal.shell.report;
