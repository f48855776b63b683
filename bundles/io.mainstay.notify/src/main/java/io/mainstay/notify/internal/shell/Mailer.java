// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.MailSettings;
import io.mainstay.notify.internal.smtp.MailMessage;
import io.mainstay.notify.internal.text.MailText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mails one after the other on a thread of its own, which exists only while there is something to send. At most
 * {@value #CAPACITY} wait; further ones are dropped and counted.
 *
 * <p>Thread-safety: any thread.
 */
final class Mailer {
    static final int CAPACITY = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    /** How a mail gets to its server. */
    @FunctionalInterface
    interface Transport {
        /** Returns the recipients that were refused; throws when nobody has the mail. */
        List<String> send(MailMessage message, MailSettings settings) throws IOException;
    }

    private final Transport transport;
    private final Clock wall;
    private final ThreadPoolExecutor sender;
    private long dropped;
    private long failed;
    private String trouble = "";

    Mailer(Transport transport, Clock wall) {
        this.transport = transport;
        this.wall = wall;
        sender = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(CAPACITY), task -> {
            Thread thread = new Thread(task, "mainstay-mail");
            thread.setDaemon(true);
            return thread;
        });
        sender.allowCoreThreadTimeOut(true);
        sender.setRejectedExecutionHandler((task, pool) -> drop());
    }

    void send(MailText text, MailSettings settings) {
        MailMessage message =
                new MailMessage(settings.from(), settings.to(), text.subject(), text.body(), ZonedDateTime.now(wall));
        sender.execute(() -> deliver(message, settings));
    }

    private void deliver(MailMessage message, MailSettings settings) {
        try {
            List<String> refused = transport.send(message, settings);
            LOG.debug("mail '{}' sent", message.subject());
            refused.forEach(recipient -> LOG.warn(
                    "mail server {} does not take the recipient {}; see notification_email",
                    settings.server(),
                    recipient));
            if (failed > 0) {
                LOG.info("mail server {} takes mail again; {} alerts were lost", settings.server(), failed);
                failed = 0;
                trouble = "";
            }
        } catch (IOException | RuntimeException e) {
            failed++;
            String now = String.valueOf(e.getMessage());
            if (now.equals(trouble)) {
                LOG.debug("mail '{}' lost: {}", message.subject(), now);
            } else {
                trouble = now;
                LOG.warn(
                        "mail '{}' lost: mail server {}: {}; check smtp_server and that it takes mail from here",
                        message.subject(),
                        settings.server(),
                        now);
            }
        }
    }

    private synchronized void drop() {
        dropped++;
        if (Long.bitCount(dropped) == 1) { // 1, 2, 4, 8 …: often enough, never a flood
            LOG.warn(
                    "{} mails dropped so far: {} wait already; the mail server is too slow for so many alerts",
                    dropped,
                    CAPACITY);
        }
    }

    /** Sends what waits, for at most that long. */
    CompletableFuture<Void> stop(Duration limit) {
        sender.shutdown();
        if (sender.isTerminated()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread waiter = new Thread(
                () -> {
                    try {
                        if (!sender.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                            int lost = sender.shutdownNow().size();
                            LOG.warn("{} mails were not sent any more: the process stops", lost + 1);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        stopped.complete(null);
                    }
                },
                "mainstay-mail-stop");
        waiter.setDaemon(true);
        waiter.start();
        return stopped;
    }
}
