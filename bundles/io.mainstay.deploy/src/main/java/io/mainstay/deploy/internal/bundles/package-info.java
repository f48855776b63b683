// SPDX-License-Identifier: Apache-2.0
/**
 * Hot deployment of bundles from watched folders: make before break, nothing half-copied, every refusal with its reason.
 *
 * <p>The decision which jar serves is pure ({@link io.mainstay.deploy.internal.bundles.Selection}); the deployer only
 * executes it. Thread rule: scans run one at a time, the first on the thread that activates the component, later ones on
 * the folder watch's thread.
 */
package io.mainstay.deploy.internal.bundles;
