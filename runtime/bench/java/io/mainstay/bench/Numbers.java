// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The values that several runs gave for one figure. One thread. */
final class Numbers {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return values.stream().mapToDouble(v -> v).min().orElseThrow();
    }

    double max() {
        return values.stream().mapToDouble(v -> v).max().orElseThrow();
    }

    /** {@code "36.2 (35.1–40.0)"}; without the range when there is one value only. */
    @Override
    public String toString() {
        if (values.isEmpty()) {
            return "–";
        }
        return values.size() == 1
                ? figure(values.get(0))
                : figure(median()) + " (" + figure(min()) + "–" + figure(max()) + ")";
    }

    static String figure(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
