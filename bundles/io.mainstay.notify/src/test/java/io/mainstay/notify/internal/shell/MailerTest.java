// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.MailSettings;
import io.mainstay.notify.internal.Setup;
import io.mainstay.notify.internal.text.MailText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailerTest {
    private static final MailSettings SETTINGS = Setup.mail(Setup.endpoint("127.0.0.1:25"), Duration.ofSeconds(1));
    private static final Clock WALL = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    @Test
    void sendsInOrderAndAStopWaitsForTheRest() throws Exception {
        Mailer mailer = new Mailer(
                (message, settings) -> {
                    sent.add(message.subject() + " " + message.date().getYear());
                    return List.of();
                },
                WALL);
        for (int i = 0; i < 3; i++) {
            mailer.send(new MailText("m" + i, ""), SETTINGS);
        }

        mailer.stop(Duration.ofSeconds(10)).get(10, TimeUnit.SECONDS);

        assertThat(sent).containsExactly("m0 1970", "m1 1970", "m2 1970");
    }

    @Test
    void oneFailureDoesNotKeepTheNextFromBeingSent() throws Exception {
        Mailer mailer = new Mailer(
                (message, settings) -> {
                    sent.add(message.subject());
                    if (message.subject().equals("m0")) {
                        throw new IOException("refused");
                    }
                    return List.of();
                },
                WALL);
        mailer.send(new MailText("m0", ""), SETTINGS);
        mailer.send(new MailText("m1", ""), SETTINGS);

        mailer.stop(Duration.ofSeconds(10)).get(10, TimeUnit.SECONDS);

        assertThat(sent).containsExactly("m0", "m1");
    }

    @Test
    void aFloodIsCutOffAndAStopDoesNotWaitForAServerThatHangs() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Mailer mailer = new Mailer(
                (message, settings) -> {
                    sent.add(message.subject());
                    busy.countDown();
                    try {
                        hang.await();
                    } catch (InterruptedException e) {
                        throw new IOException("interrupted", e);
                    }
                    return List.of();
                },
                WALL);
        mailer.send(new MailText("first", ""), SETTINGS);
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < Mailer.CAPACITY + 10; i++) {
            mailer.send(new MailText("m" + i, ""), SETTINGS);
        }

        mailer.stop(Duration.ofMillis(20)).get(10, TimeUnit.SECONDS);

        assertThat(sent).containsExactly("first");
    }
}
