// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.text;

import static io.mainstay.notify.internal.Setup.quorum;
import static io.mainstay.notify.internal.Setup.server;
import static io.mainstay.notify.internal.Setup.vs;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.CheckId;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import io.mainstay.notify.internal.Setup;
import org.junit.jupiter.api.Test;

class MailTextTest {
    private static final String SUBJECT =
            "[lb1] Realserver [10.0.0.1]:tcp:8080 of virtual server [192.0.2.1]:tcp:80 - ";

    @Test
    void subjectNamesRouterServerAndState() {
        assertThat(MailText.of("lb1", server(vs(), false, Reason.NORMAL)).subject())
                .isEqualTo(SUBJECT + "DOWN");
        assertThat(MailText.of("lb1", quorum(vs(), true, Reason.NORMAL)).subject())
                .isEqualTo("[lb1] Virtualserver [192.0.2.1]:tcp:80 - UP");
    }

    @Test
    void bodyOfACheckSaysWhichAndWhy() {
        Transition.Check check = new Transition.Check(
                new CheckId("v", Setup.endpoint("10.0.0.1:8080"), "TCP_CHECK", 1), false, "refused");

        assertThat(MailText.of("lb1", vs(), vs().realServers().get(0), check))
                .isEqualTo(new MailText(SUBJECT + "DOWN", "=> TCP CHECK failed on service: refused <="));
    }
}
