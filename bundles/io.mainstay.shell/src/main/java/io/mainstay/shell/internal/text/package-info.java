// SPDX-License-Identifier: Apache-2.0
/** How the shell writes values: aligned tables, short units, JSON. Pure; every class may be used from any thread. */
package io.mainstay.shell.internal.text;
