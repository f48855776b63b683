// SPDX-License-Identifier: Apache-2.0
/**
 * FILE_CHECK: a real server's state or weight is the number in a file.
 *
 * <p>Thread rule: one thread waits for inotify and reads files that have changed; a probe only looks at the number that it
 * left. Spec: keepalived inventory 2.7 ({@code track_file}), 2.14, 3.8 (FILE_CHECK).
 */
package io.mainstay.check.file.internal;
