// SPDX-License-Identifier: Apache-2.0
/**
 * Config Admin as a configuration source: virtual servers, real servers, groups and global settings as configurations, from
 * files in {@code etc/} or from anybody who uses Config Admin, turned into the same statements that keepalived.conf consists
 * of. The interpreter does not know the difference; positions are those of the JSON file.
 *
 * <p>Everything but {@link io.mainstay.config.internal.admin.AdminConfigSource} is pure. Format: {@code docs/guide/config-admin.md}.
 */
package io.mainstay.config.internal.admin;
