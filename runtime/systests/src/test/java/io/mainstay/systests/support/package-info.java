// SPDX-License-Identifier: Apache-2.0
/**
 * What the system tests are made of: processes (the built distribution, nginx) with the conditions to wait for, client load,
 * addresses that nobody else uses. Nothing here sleeps for a fixed time.
 */
package io.mainstay.systests.support;
