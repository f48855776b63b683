// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

/** Why a target is judged bad; the operator's first word, metrics' label. */
public enum FailReason {
    /** No answer in time, at any stage. */
    TIMEOUT,
    /** The connection was refused (RST to SYN, ICMP port unreachable). */
    REFUSED,
    /** No route, or an ICMP host or network unreachable. */
    UNREACHABLE,
    /** The peer reset an established connection. */
    RESET,
    /** The peer closed before it had answered completely. */
    CLOSED_EARLY,
    /** The TLS handshake failed, or the certificate was not acceptable. */
    TLS,
    /** The answer is not of the protocol. */
    PROTOCOL,
    /** A complete answer with a status other than the accepted ones (HTTP status, SMTP code, DNS rcode, exit status). */
    UNEXPECTED_STATUS,
    /** A complete answer whose content differs (digest, pattern). */
    UNEXPECTED_CONTENT,
    /** Right, but slower than allowed. */
    TOO_SLOW,
    /** Anything else; the detail says what. */
    OTHER
}
