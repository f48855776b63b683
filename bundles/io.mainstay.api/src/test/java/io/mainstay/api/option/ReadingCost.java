// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;

/** Not a test: what reading the options of 37,298 checks costs. Run its main. */
final class ReadingCost {
    private ReadingCost() {}

    public static void main(String[] args) {
        OptionSchema<OptionSchemaTest.Everything> schema = OptionSchema.of(OptionSchemaTest.Everything.class);
        measure("declared, empty", schema, Text.block());
        measure("declared, 2 options", schema, Text.block("connect_timeout 3", "expect x"));
    }

    private static void measure(String what, OptionSchema<?> schema, ConfigNode block) {
        for (int round = 0; round < 6; round++) {
            List<Object> kept = new ArrayList<>(37_298);
            long start = System.nanoTime();
            for (int i = 0; i < 37_298; i++) {
                kept.add(schema.compile(block, (values, given) -> values));
            }
            System.out.printf("%s, round %d: %.1f ms%n", what, round, (System.nanoTime() - start) / 1e6);
        }
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 37_298; i++) {
                new BlockReader(block).rejectUnread();
            }
            System.out.printf("a reader alone: %.1f ms%n", (System.nanoTime() - start) / 1e6);
        }
    }
}
