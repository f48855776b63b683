// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.text;

import java.time.Duration;
import java.util.Locale;

/** Short texts of quantities, for people. */
public final class Units {
    private static final String[] MULTIPLES = {"", "k", "M", "G", "T", "P", "E"};

    private Units() {}

    /** {@code 999}, {@code 1.2k}, {@code 34M}: at most four characters, powers of 1000. */
    public static String count(long value) {
        double scaled = value;
        int multiple = 0;
        // 999.5 would be shown as 1000 and thus belongs to the next multiple
        while (Math.abs(scaled) >= 999.5 && multiple < MULTIPLES.length - 1) {
            scaled /= 1000;
            multiple++;
        }
        if (multiple == 0) {
            return Long.toString(value);
        }
        String format = Math.abs(scaled) < 9.95 ? "%.1f%s" : "%.0f%s";
        return String.format(Locale.ROOT, format, scaled, MULTIPLES[multiple]);
    }

    /** The two greatest units of a long time: {@code 3d4h}, {@code 2m5s}; {@code 7s} below a minute. */
    public static String age(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
        }
        return seconds / 86_400 + "d" + seconds % 86_400 / 3600 + "h";
    }

    /** A short time with three figures: {@code 812 µs}, {@code 1.24 ms}, {@code 15.2 s}. */
    public static String time(Duration time) {
        double nanos = time.toNanos();
        if (nanos < 1e6) {
            return figures(nanos / 1e3) + " µs";
        }
        return nanos < 1e9 ? figures(nanos / 1e6) + " ms" : figures(nanos / 1e9) + " s";
    }

    private static String figures(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    /** Milliseconds with three places, for JSON. */
    public static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }

    /** {@code "1 check"}, {@code "2 checks"}. */
    public static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
