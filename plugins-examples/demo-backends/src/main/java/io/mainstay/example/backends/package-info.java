// SPDX-License-Identifier: Apache-2.0
/**
 * Three HTTP servers on 127.0.0.1:8081 to 8083, so that the demo has something to balance. Deployed like any plugin.
 *
 * <p>Thread rule: each server answers on one thread of its own.
 */
package io.mainstay.example.backends;
