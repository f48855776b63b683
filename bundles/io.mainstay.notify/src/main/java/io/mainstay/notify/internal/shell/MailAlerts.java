// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.RouterState;
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
    private boolean faults = true;
    /** The state that the last mail of each router and group was about. */
    private final Map<String, String> told = new HashMap<>();

    MailAlerts(Mailer mailer) {
        this.mailer = mailer;
    }

    void follow(DesiredState state) {
        globals = state.globals();
        faults = !state.vrrp().globals().noMailFaults();
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
        if (transition instanceof Transition.Router change) {
            return router(change, change.instance().notifications(), change.after());
        }
        if (transition instanceof Transition.Group change) {
            return router(change, change.group().notifications(), change.after());
        }
        return Optional.empty();
    }

    /** Three states only, and none twice in a row. */
    private Optional<MailText> router(Transition change, Notifications notifications, RouterState state) {
        boolean worth =
                state == RouterState.MASTER || state == RouterState.BACKUP || state == RouterState.FAULT && faults;
        if (state == RouterState.DELETED || state == RouterState.STOP) {
            told.remove(change.subject());
        }
        if (!worth || !notifications.smtpAlert() || state.name().equals(told.put(change.subject(), state.name()))) {
            return Optional.empty();
        }
        return Optional.of(
                change instanceof Transition.Group group
                        ? MailText.of(globals.routerId(), group)
                        : MailText.of(globals.routerId(), (Transition.Router) change));
    }
}
