// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import io.mainstay.notify.internal.text.MailText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which transition is worth a mail. A change of a check has a mail of its own, unless {@code no_checker_emails} asks for
 * mails about real servers only; so a real server that came or went because of a check is not told of twice.
 *
 * <p>Thread-safety: control thread.
 */
final class MailAlerts {
    private final Mailer mailer;
    private GlobalSettings globals = GlobalSettings.defaults("mainstay");
    private Map<String, VirtualServer> servers = Map.of();

    MailAlerts(Mailer mailer) {
        this.mailer = mailer;
    }

    void follow(DesiredState state) {
        globals = state.globals();
        Map<String, VirtualServer> byName = new HashMap<>();
        if (globals.mail().isPresent()) {
            state.virtualServers().forEach(vs -> byName.put(vs.name(), vs));
        }
        servers = byName;
    }

    void on(Transition transition) {
        globals.mail().ifPresent(settings -> text(transition).ifPresent(text -> mailer.send(text, settings)));
    }

    private Optional<MailText> text(Transition transition) {
        String router = globals.routerId();
        if (transition instanceof Transition.Quorum quorum) {
            return Optional.of(MailText.of(router, quorum))
                    .filter(t -> quorum.virtualServer().smtpAlert());
        }
        if (transition instanceof Transition.Server server) {
            boolean checkTold = server.reason() == Reason.NORMAL && !globals.noCheckerEmails();
            return Optional.of(MailText.of(router, server))
                    .filter(t -> server.realServer().smtpAlert() && !checkTold);
        }
        if (transition instanceof Transition.Check check && !globals.noCheckerEmails()) {
            VirtualServer vs = servers.get(check.id().virtualServer());
            return Optional.ofNullable(vs)
                    .flatMap(v -> v.realServers().stream()
                            .filter(rs -> rs.endpoint().equals(check.id().realServer()))
                            .findFirst())
                    .filter(RealServer::smtpAlert)
                    .map(rs -> MailText.of(router, vs, rs, check));
        }
        return Optional.empty();
    }
}
