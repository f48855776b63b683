// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.time.Duration;
import java.util.List;

/**
 * Where alerts are mailed to.
 *
 * @param server SMTP server
 * @param heloName name given with HELO
 * @param from envelope and header sender
 * @param to recipients, at least one
 * @param connectTimeout per step of the dialogue
 */
public record MailSettings(Endpoint server, String heloName, String from, List<String> to, Duration connectTimeout) {
    public MailSettings {
        to = List.copyOf(to);
    }
}
