// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

/** Transport protocol of a virtual server. */
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
