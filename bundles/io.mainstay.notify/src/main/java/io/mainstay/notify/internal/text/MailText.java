// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.text;

import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Transition;

/**
 * What a mail says.
 *
 * @param subject one line
 * @param body one line
 */
public record MailText(String subject, String body) {

    public static MailText of(String routerId, Transition.Server server) {
        String subject = realServer(routerId, server.virtualServer(), server.realServer(), server.to());
        return new MailText(
                subject, "=> real server is " + (server.up() ? "up" : "down") + ": " + server.cause() + " <=");
    }

    public static MailText of(String routerId, Transition.Quorum quorum) {
        return new MailText(
                "[" + routerId + "] Virtualserver " + Names.of(quorum.virtualServer()) + " - " + quorum.to(),
                "=> " + (quorum.up() ? "Gained" : "Lost") + " quorum: " + quorum.cause() + " <=");
    }

    /** The mail for a check of a real server. */
    public static MailText of(String routerId, VirtualServer vs, RealServer rs, Transition.Check check) {
        return new MailText(
                realServer(routerId, vs, rs, check.to()),
                "=> " + words(check.id()) + (check.up() ? " succeeded" : " failed") + " on service: " + check.cause()
                        + " <=");
    }

    public static MailText of(String routerId, Transition.Router router) {
        return new MailText(
                "[" + routerId + "] VRRP Instance " + router.instance().name() + " - Entering " + router.to()
                        + " state",
                "=> VRRP instance " + router.instance().name() + ": " + router.cause() + " <=");
    }

    public static MailText of(String routerId, Transition.Group group) {
        return new MailText(
                "[" + routerId + "] VRRP Group " + group.group().name() + " - Entering " + group.to() + " state",
                "=> sync group " + group.group().name() + ": " + group.cause() + " <=");
    }

    private static String realServer(String routerId, VirtualServer vs, RealServer rs, String state) {
        return "[" + routerId + "] Realserver " + Names.of(vs, rs.endpoint()) + " of virtual server " + Names.of(vs)
                + " - " + state;
    }

    /** {@code TCP CHECK}. */
    private static String words(CheckId id) {
        return id.type().replace('_', ' ');
    }
}
