// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;

/** Hands each event to several appenders; Logback's asynchronous appender takes only one. */
final class Fan extends AppenderBase<ILoggingEvent> {
    private final List<Appender<ILoggingEvent>> targets = new ArrayList<>();

    void add(Appender<ILoggingEvent> target) {
        targets.add(target);
    }

    @Override
    protected void append(ILoggingEvent event) {
        targets.forEach(target -> target.doAppend(event));
    }

    @Override
    public void stop() {
        super.stop();
        targets.forEach(Appender::stop);
    }
}
