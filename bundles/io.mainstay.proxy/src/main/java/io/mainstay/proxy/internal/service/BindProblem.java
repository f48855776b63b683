// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import java.util.concurrent.CompletionException;

/** Says why an address could not be bound, and what to do about it. */
final class BindProblem {
    private BindProblem() {}

    /** The kernel's words: both transports end their message with the C library's text. */
    static String text(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    static String describe(ServiceKey.Address key, String text, PortHolder holders) {
        if (text.contains("Address already in use")) {
            return "address already in use: "
                    + holders.find(key)
                            .map(holder -> holder + " has it; stop that, or give one of the two another port")
                            .orElse("another process has it (ss -" + (key.protocol() == Protocol.UDP ? "u" : "t")
                                    + "lnp names it); stop that, or give one of the two another port");
        }
        if (text.contains("Permission denied")) {
            return "permission denied: ports below the sysctl net.ipv4.ip_unprivileged_port_start (1024 unless changed)"
                    + " need root or CAP_NET_BIND_SERVICE";
        }
        if (text.contains("Cannot assign requested address")) {
            return "the address is not on this host; it is bound once it is (the NIO transport cannot do so in advance)";
        }
        if (text.contains("Too many open files")) {
            return "too many open files: raise the limit (LimitNOFILE= of the unit, ulimit -n)";
        }
        return text;
    }
}
