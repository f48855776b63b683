// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Sets Logback up from {@link LogSettings}, without reading XML. All writing is behind one asynchronous appender: who logs
 * never waits for a disk or for syslog; when its queue is full lines are dropped.
 */
final class Logs implements AutoCloseable {
    private static final int QUEUE = 8192;
    private static final long FILE_BYTES = 10L << 20;
    private static final int OLD_FILES = 5;

    private final LoggerContext context;

    private Logs(LoggerContext context) {
        this.context = context;
    }

    static Logs configure(LogSettings settings) throws StartRefused {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (settings.override().isPresent()) {
            read(context, settings.override().get());
            return new Logs(context);
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(settings.detail() < 0 ? Level.OFF : Level.INFO);
        context.getLogger(OsgiLog.ROOT).setLevel(settings.detail() == 0 ? Level.WARN : Level.INFO);
        if (settings.detail() > 0) {
            context.getLogger("io.mainstay").setLevel(settings.detail() == 1 ? Level.DEBUG : Level.TRACE);
        }
        if (settings.detail() >= 0) {
            root.addAppender(appenders(context, settings));
        }
        return new Logs(context);
    }

    private static void read(LoggerContext context, Path xml) throws StartRefused {
        JoranConfigurator reader = new JoranConfigurator();
        reader.setContext(context);
        try {
            reader.doConfigure(xml.toFile());
        } catch (JoranException e) {
            throw new StartRefused(ExitCode.CONFIG, xml + ": is not a Logback configuration: " + e.getMessage());
        }
    }

    private static AsyncAppender appenders(LoggerContext context, LogSettings settings) throws StartRefused {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName("queue");
        queue.setQueueSize(QUEUE);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        boolean thread = settings.detail() > 0;
        Fan all = new Fan();
        all.setContext(context);
        if (settings.console()) {
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setTarget("System.err");
            LogLine.Start start = settings.journal() ? LogLine.Start.PRIORITY : LogLine.Start.TIME;
            all.add(writing(context, console, new LogLine(start, thread, 0)));
        }
        if (settings.syslog().isPresent()) {
            int facility = settings.syslog().getAsInt();
            SyslogAppender syslog = new SyslogAppender(new LogLine(LogLine.Start.PRIORITY, thread, facility), facility);
            syslog.setContext(context);
            syslog.start();
            all.add(syslog);
        }
        if (settings.file().isPresent()) {
            all.add(file(context, settings, thread));
        }
        all.start();
        queue.addAppender(all);
        queue.start();
        return queue;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, LogSettings settings, boolean thread)
            throws StartRefused {
        Path path = settings.file().orElseThrow();
        try {
            Files.createDirectories(path.getParent());
        } catch (IOException e) {
            throw new StartRefused(ExitCode.NO_PERMISSION, path + ": the log file cannot be written: " + e);
        }
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(path.toString());
        FixedWindowRollingPolicy old = new FixedWindowRollingPolicy();
        old.setContext(context);
        old.setParent(file);
        old.setFileNamePattern(path + ".%i");
        old.setMinIndex(1);
        old.setMaxIndex(OLD_FILES);
        old.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(FILE_BYTES));
        size.start();
        file.setRollingPolicy(old);
        file.setTriggeringPolicy(size);
        Appender<ILoggingEvent> started = writing(context, file, new LogLine(LogLine.Start.TIME, thread, 0));
        if (!file.isStarted()) {
            throw new StartRefused(
                    ExitCode.NO_PERMISSION, path + ": the log file cannot be written; name another with -g FILE");
        }
        return started;
    }

    private static Appender<ILoggingEvent> writing(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, LogLine line) {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        line.setContext(context);
        line.start();
        encoder.setLayout(line);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    /** Writes what is queued. */
    @Override
    public void close() {
        context.stop();
    }
}
