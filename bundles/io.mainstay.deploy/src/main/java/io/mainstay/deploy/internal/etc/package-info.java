// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration files in {@code etc/}, fed into Config Admin while running: {@code PID.json} and {@code FACTORYPID~NAME.json} in
 * the syntax of the OSGi configuration resource format (Compendium 150.4), {@code .cfg} with {@code key = value} lines.
 *
 * <p>Parsing is pure; {@link io.mainstay.deploy.internal.etc.EtcFolder} applies the difference. Every property keeps its place
 * in the file, in a private property beside it ({@link io.mainstay.deploy.internal.etc.Properties}), so that who
 * interprets the configuration can point at the line. Thread rule: scans run one at a time, on the folder watch's thread or a reader's.
 */
package io.mainstay.deploy.internal.etc;
