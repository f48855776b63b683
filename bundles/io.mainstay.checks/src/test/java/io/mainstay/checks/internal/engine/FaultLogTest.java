// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FaultLogTest {
    private final VirtualTime time = new VirtualTime();
    private final FaultLog faults = new FaultLog(time);
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.mainstay.checks");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    private List<String> lines() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void repeatsAreFoldedIntoOneLineAMinute() {
        for (int i = 0; i < 70; i++) {
            faults.warn("a", "fault " + i, null);
            faults.warn("b", "other " + i, null);
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(lines())
                .containsExactly(
                        "fault 0",
                        "other 0",
                        "fault 60 (59 more of this kind in the last minute)",
                        "other 60 (59 more of this kind in the last minute)");
    }

    /** An exception that defends itself. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("not for you");
        }
    }

    @Test
    void anExceptionThatThrowsWhenAskedIsNamedAllTheSame() {
        Hostile hostile = new Hostile();
        faults.warn("a", "caught " + FaultLog.describe(hostile), hostile);

        assertThat(lines()).containsExactly("caught " + Hostile.class.getName());
    }

    @Test
    void anExceptionIsDescribedInOneLine() {
        assertThat(FaultLog.describe(new IllegalStateException("two\nlines")))
                .startsWith("java.lang.IllegalStateException: two\\nlines at io.mainstay.checks");
    }
}
