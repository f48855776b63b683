// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ScriptAccount;
import io.mainstay.api.model.SslSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a check is about, with the settings that it inherits from its real server and virtual server.
 *
 * @param endpoint address and port of the real server; port 0 when the virtual server has none (fwmark)
 * @param protocol what the virtual server balances
 * @param virtualHost the real server's {@code virtualhost}, else the virtual server's
 * @param connectTimeout the inherited {@code connect_timeout}, at least 1 microsecond
 * @param weight the configured weight of the real server, 0 or more
 * @param clientTls the configuration's {@code SSL} block; empty when there is none
 * @param scriptAccount who runs scripts, unless the check says ({@code script_user})
 */
public record CheckTarget(
        Endpoint endpoint,
        Protocol protocol,
        Optional<String> virtualHost,
        Duration connectTimeout,
        int weight,
        Optional<SslSettings> clientTls,
        ScriptAccount scriptAccount) {

    public CheckTarget {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(virtualHost, "virtualHost");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(clientTls, "clientTls");
        Objects.requireNonNull(scriptAccount, "scriptAccount");
    }

    /** Of a configuration without {@code script_user}. */
    public CheckTarget(
            Endpoint endpoint,
            Protocol protocol,
            Optional<String> virtualHost,
            Duration connectTimeout,
            int weight,
            Optional<SslSettings> clientTls) {
        this(endpoint, protocol, virtualHost, connectTimeout, weight, clientTls, ScriptAccount.DAEMON);
    }
}
