// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.MailSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements of {@code global_defs} about mail. Mail is sent when there are recipients and a server. */
final class MailStatements {
    private static final int SMTP_PORT = 25;

    private MailStatements() {}

    static Optional<MailSettings> read(BlockReader reader, Host host) {
        List<String> to = recipients(reader);
        Optional<String> from = reader.text("notification_email_from");
        Optional<String> helo = reader.text("smtp_helo_name");
        Optional<Duration> timeout = reader.timer("smtp_connect_timeout", Duration.ofMillis(1), Timing.LONGEST);
        Optional<Endpoint> server = reader.node("smtp_server").flatMap(node -> server(reader, node, host));
        if (server.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MailSettings(
                server.get(),
                helo.orElseGet(host::name),
                from.orElseGet(() -> System.getProperty("user.name", "mainstay") + "@" + host.name()),
                to,
                timeout.orElse(Duration.ofSeconds(30))));
    }

    private static List<String> recipients(BlockReader reader) {
        List<String> to = new ArrayList<>();
        for (BlockReader block : reader.blocks("notification_email")) {
            for (ConfigNode line : block.block().block()) {
                to.add(line.name());
                line.arguments().forEach(address -> to.add(address.text()));
            }
        }
        return to;
    }

    private static Optional<Endpoint> server(BlockReader reader, ConfigNode node, Host host) {
        List<Word> words = node.arguments();
        reader.rejectSurplus(node, 2);
        if (words.isEmpty()) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    node.at(),
                    "'smtp_server' needs an address or a name, and possibly a port");
            return Optional.empty();
        }
        Optional<Integer> port = words.size() > 1 ? Values.port(words.get(1).text()) : Optional.of(SMTP_PORT);
        if (port.isEmpty()) {
            reader.error(
                    DiagnosticKind.INVALID_NUMBER,
                    words.get(1).at(),
                    "'" + words.get(1) + "' is not valid for 'smtp_server': expected a port from 1 to 65535");
            return Optional.empty();
        }
        Word name = words.get(0);
        Optional<InetAddress> address = Values.address(name.text()).or(() -> host.resolve(name.text()));
        if (address.isEmpty()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    name.at(),
                    "the mail server '" + name + "' has no known address; no mail will be sent",
                    "give an address, or check the name");
        }
        return address.map(a -> new Endpoint(a, port.get()));
    }
}
