// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings of {@code global_defs} that are not already merged into the objects they apply to.
 *
 * @param routerId free text in mails and logs
 * @param dataPlane {@code "auto"}, or the plane that virtual servers use unless they say otherwise
 * @param mail where alerts go; empty when no recipient or no server is configured
 * @param notifyFifos event pipes
 * @param noCheckerEmails mail only when a real server comes or goes
 * @param realServerInitNotifies notify for real servers that start up
 * @param startupScript run once before the first state is applied
 * @param shutdownScript run once after everything has stopped
 * @param ssl client certificate of SSL_GET checks; empty when there is no SSL block
 * @param ipvs settings of the kernel's load balancer
 */
public record GlobalSettings(
        String routerId,
        String dataPlane,
        Optional<MailSettings> mail,
        List<NotifyFifo> notifyFifos,
        boolean noCheckerEmails,
        boolean realServerInitNotifies,
        Optional<Script> startupScript,
        Optional<Script> shutdownScript,
        Optional<SslSettings> ssl,
        IpvsSettings ipvs) {

    public GlobalSettings {
        Objects.requireNonNull(routerId, "routerId");
        Objects.requireNonNull(dataPlane, "dataPlane");
        Objects.requireNonNull(mail, "mail");
        notifyFifos = List.copyOf(notifyFifos);
        Objects.requireNonNull(startupScript, "startupScript");
        Objects.requireNonNull(shutdownScript, "shutdownScript");
        Objects.requireNonNull(ssl, "ssl");
        Objects.requireNonNull(ipvs, "ipvs");
    }

    /** With nothing said about IPVS. */
    public GlobalSettings(
            String routerId,
            String dataPlane,
            Optional<MailSettings> mail,
            List<NotifyFifo> notifyFifos,
            boolean noCheckerEmails,
            boolean realServerInitNotifies,
            Optional<Script> startupScript,
            Optional<Script> shutdownScript,
            Optional<SslSettings> ssl) {
        this(
                routerId,
                dataPlane,
                mail,
                notifyFifos,
                noCheckerEmails,
                realServerInitNotifies,
                startupScript,
                shutdownScript,
                ssl,
                IpvsSettings.DEFAULT);
    }

    public GlobalSettings withIpvs(IpvsSettings other) {
        return new GlobalSettings(
                routerId,
                dataPlane,
                mail,
                notifyFifos,
                noCheckerEmails,
                realServerInitNotifies,
                startupScript,
                shutdownScript,
                ssl,
                other);
    }

    /** What applies without a {@code global_defs} block. */
    public static GlobalSettings defaults(String routerId) {
        return new GlobalSettings(
                routerId,
                "auto",
                Optional.empty(),
                List.of(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
