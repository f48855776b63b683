// SPDX-License-Identifier: Apache-2.0
/** What a simulation came to, for people and for programs. Pure. Thread rule: none needed. */
package io.mainstay.simulate.internal.report;
