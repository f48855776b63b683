// SPDX-License-Identifier: Apache-2.0
/** The built distribution, as an operator meets it: processes, signals, files, real nginx behind it. */
package io.mainstay.systests;
