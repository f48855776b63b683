// SPDX-License-Identifier: Apache-2.0
/**
 * What stands below all bundles, on the class path: the command line, the instance's folders and lock, logging, signals, and
 * the ordered start and stop of the framework. It sees no bundle's classes; it talks to the control bundle through a
 * {@link java.util.function.Function} service (property {@code mainstay.lifecycle}).
 *
 * <p>Thread rule: start, reloads and stop run on the main thread, one after the other; signal handlers only queue requests.
 *
 * <p>Specification: docs/guide/running.md; keepalived's options, signals and exit codes.
 */
package io.mainstay.launcher;
