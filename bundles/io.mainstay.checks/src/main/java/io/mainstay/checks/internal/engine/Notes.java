// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.Transcript;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.model.AddressText;
import io.mainstay.platform.NanoClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The transcript of one probe: at most {@value #MAX_LINES} lines and {@value #MAX_CHARS} characters. A line is kept as it was
 * given and put together when somebody looks; it holds nothing but strings, boxed numbers and addresses of the JDK, so it
 * outlives the plugin that wrote it.
 *
 * <p>Thread-safety: all methods from any thread. After {@link #seal} nothing is added any more.
 */
final class Notes implements Transcript {
    static final int MAX_LINES = 64;
    static final int MAX_CHARS = 4096;
    private static final int MAX_LINE = 512;
    private static final int PARTS = 3;
    private static final Object NOTHING = "";
    private static final Object[] NO_PARTS = {};
    private static final int[] NO_TIMES = {};

    private final NanoClock clock;
    private long startedAt;
    private Object[] parts = NO_PARTS;
    private int[] afterMicros = NO_TIMES;
    private int lines;
    private int chars;
    private int dropped;
    private boolean sealed;

    Notes(NanoClock clock, long startedAt) {
        this.clock = clock;
        this.startedAt = startedAt;
    }

    /** Sets the moment from which the times of lines are counted. */
    synchronized void startAt(long nanos) {
        startedAt = nanos;
    }

    @Override
    public void note(String text) {
        add(text, NOTHING, NOTHING, 0);
    }

    @Override
    public void note(String pattern, Object first) {
        add(pattern, safe(first), NOTHING, 1);
    }

    @Override
    public void note(String pattern, Object first, Object second) {
        add(pattern, safe(first), safe(second), 2);
    }

    private synchronized void add(String pattern, Object first, Object second, int values) {
        if (sealed) {
            return;
        }
        String text = cut(String.valueOf(pattern));
        int length = text.length() + length(first) + length(second);
        if (lines == MAX_LINES || chars + length > MAX_CHARS) {
            dropped++;
            return;
        }
        if (lines == afterMicros.length) {
            int room = Math.min(MAX_LINES, Math.max(2, lines * 2));
            parts = Arrays.copyOf(parts, room * PARTS);
            afterMicros = Arrays.copyOf(afterMicros, room);
        }
        parts[lines * PARTS] = text;
        parts[lines * PARTS + 1] = values > 0 ? first : null;
        parts[lines * PARTS + 2] = values > 1 ? second : null;
        afterMicros[lines] = (int) Math.max(0, Math.min(Integer.MAX_VALUE, (clock.nanoTime() - startedAt) / 1000));
        lines++;
        chars += length;
    }

    /** Ends it, and gives back the room that was not used. */
    synchronized void seal() {
        sealed = true;
        if (lines < afterMicros.length) {
            parts = Arrays.copyOf(parts, lines * PARTS);
            afterMicros = Arrays.copyOf(afterMicros, lines);
        }
    }

    synchronized boolean isEmpty() {
        return lines == 0 && dropped == 0;
    }

    /** The lines, as an operator reads them. */
    synchronized List<ProbeView.Line> read() {
        List<ProbeView.Line> read = new ArrayList<>(lines + 1);
        for (int i = 0; i < lines; i++) {
            String text = fill((String) parts[i * PARTS], parts[i * PARTS + 1], parts[i * PARTS + 2]);
            read.add(new ProbeView.Line(Duration.ofNanos(afterMicros[i] * 1000L), escape(text)));
        }
        if (dropped > 0) {
            Duration last = lines == 0 ? Duration.ZERO : Duration.ofNanos(afterMicros[lines - 1] * 1000L);
            read.add(new ProbeView.Line(last, "(" + dropped + " more lines dropped)"));
        }
        return read;
    }

    private static String fill(String pattern, Object first, Object second) {
        if (first == null) {
            return pattern;
        }
        StringBuilder line = new StringBuilder(pattern.length() + 32);
        int from = append(line, pattern, 0, first);
        if (second != null) {
            from = append(line, pattern, from, second);
        }
        return line.append(pattern, from, pattern.length()).toString();
    }

    /** Appends up to the next place holder and the value instead of it; a value without a place goes to the end. */
    private static int append(StringBuilder line, String pattern, int from, Object value) {
        int hole = pattern.indexOf("{}", from);
        if (hole < 0) {
            line.append(pattern, from, pattern.length()).append(' ').append(text(value));
            return pattern.length();
        }
        line.append(pattern, from, hole).append(text(value));
        return hole + 2;
    }

    private static String text(Object value) {
        if (value instanceof InetAddress address) {
            return AddressText.of(address);
        }
        if (value instanceof InetSocketAddress socket && !socket.isUnresolved()) {
            String address = AddressText.of(socket.getAddress());
            return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + socket.getPort();
        }
        return String.valueOf(value);
    }

    private static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    private static String escapeFrom(String text, int from) {
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        escaped.append(String.format("\\x%02x", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** The value itself when it can't hold on to a plugin's classes, otherwise its text. */
    private static Object safe(Object value) {
        if (value == null) {
            return "null";
        }
        Class<?> type = value.getClass();
        if (type == String.class) {
            return cut((String) value);
        }
        if (type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == Boolean.class
                || type == Short.class
                || type == Byte.class
                || type == Character.class
                || type == Float.class
                || type == InetSocketAddress.class
                || value instanceof InetAddress) {
            return value;
        }
        try {
            return cut(String.valueOf(value));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return "(a " + type.getName() + " that has no text: " + e.getClass().getName() + ")";
        }
    }

    private static int length(Object value) {
        return value instanceof String text ? text.length() : 8;
    }

    private static String cut(String text) {
        return text.length() <= MAX_LINE ? text : text.substring(0, MAX_LINE - 1) + "…";
    }

    /** One line without control characters, at most 512 characters; for details and causes. */
    static String oneLine(String text) {
        return escape(cut(text));
    }
}
