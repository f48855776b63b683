// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One mail's dialogue with a server, between two replies. Immutable.
 *
 * @param message what is sent
 * @param heloName name given with HELO
 * @param phase what the next reply answers
 * @param recipient index of the recipient that was named last
 * @param refused recipients that the server does not take, each with its reply
 */
record SmtpDialogue(MailMessage message, String heloName, Phase phase, int recipient, List<String> refused) {

    /** What the server answers next. */
    enum Phase {
        BANNER,
        HELO,
        MAIL,
        RCPT,
        DATA,
        MESSAGE,
        QUIT,
        DONE
    }

    /**
     * What follows from a reply.
     *
     * @param dialogue as it is now; {@link Phase#DONE} when it is over
     * @param send what is sent now, complete with line ends; empty when it is over
     * @param problem why the mail was not taken
     */
    record Step(SmtpDialogue dialogue, String send, Optional<String> problem) {}

    static SmtpDialogue of(MailMessage message, String heloName) {
        return new SmtpDialogue(message, heloName, Phase.BANNER, 0, List.of());
    }

    /** The server's whole reply; its last line is enough. */
    Step on(SmtpReply reply) {
        return switch (phase) {
            case BANNER ->
                reply.code() == 220
                        ? next(Phase.HELO, "HELO " + heloName)
                        : failed("it greeted with " + reply + ", expected 220");
            case HELO ->
                reply.positive()
                        ? next(Phase.MAIL, "MAIL FROM:<" + MailMessage.envelope(message.from()) + ">")
                        : failed("HELO " + heloName + " was answered with " + reply + "; see smtp_helo_name");
            case MAIL ->
                reply.positive()
                        ? next(Phase.RCPT, rcpt(0))
                        : failed("the sender " + message.from() + " was answered with " + reply
                                + "; see notification_email_from");
            case RCPT -> recipient(reply);
            case DATA ->
                reply.code() == 354
                        ? new Step(with(Phase.MESSAGE), message.data(), Optional.empty())
                        : failed("DATA was answered with " + reply + ", expected 354");
            case MESSAGE ->
                reply.positive() ? next(Phase.QUIT, "QUIT") : failed("the message was answered with " + reply);
            case QUIT, DONE -> new Step(with(Phase.DONE), "", Optional.empty());
        };
    }

    private Step recipient(SmtpReply reply) {
        SmtpDialogue now = this;
        if (!reply.positive()) {
            List<String> all = new ArrayList<>(refused);
            all.add(message.to().get(recipient) + ": " + reply);
            now = new SmtpDialogue(message, heloName, phase, recipient, List.copyOf(all));
        }
        int following = recipient + 1;
        if (following < message.to().size()) {
            SmtpDialogue further = new SmtpDialogue(message, heloName, phase, following, now.refused);
            return new Step(further, further.rcpt(following) + "\r\n", Optional.empty());
        }
        return now.refused.size() == message.to().size()
                ? now.failed("it takes none of the recipients (" + String.join("; ", now.refused)
                        + "); see notification_email")
                : now.next(Phase.DATA, "DATA");
    }

    private String rcpt(int index) {
        return "RCPT TO:<" + MailMessage.envelope(message.to().get(index)) + ">";
    }

    private Step next(Phase phase, String line) {
        return new Step(with(phase), line + "\r\n", Optional.empty());
    }

    /** Says good-bye all the same. */
    private Step failed(String problem) {
        return new Step(with(Phase.DONE), "QUIT\r\n", Optional.of(problem));
    }

    private SmtpDialogue with(Phase other) {
        return new SmtpDialogue(message, heloName, other, recipient, refused);
    }
}
