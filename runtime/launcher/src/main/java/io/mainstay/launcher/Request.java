// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

/** What the running process can be asked for from outside. */
enum Request {
    STOP,
    RELOAD,
    DUMP,
    STATS
}
