// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.List;

/**
 * Virtual routers, beside keepalived's: how late they take over, how regularly they advertise, what thousands of them cost, how
 * soon one is there again. Times are the kernel's, of when packets arrive at the bridge. Needs root.
 */
record VrrpBenchmark(List<Part> parts) implements Bench.Benchmark {

    /** What can be measured alone, as {@code vrrp-takeover} and so on. */
    enum Part {
        TAKEOVER(new VrrpTakeover()),
        STEADY(new VrrpSteady()),
        MANY(new VrrpMany()),
        RESTART(new VrrpRestart());

        private final Bench.Benchmark benchmark;

        Part(Bench.Benchmark benchmark) {
            this.benchmark = benchmark;
        }
    }

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            report.note("network namespaces need root; nothing was measured");
            return;
        }
        report.note("times are the kernel's time stamps at the bridge's ports; \"rt\" is vrrp_rt_priority 50");
        for (Part part : parts) {
            part.benchmark.run(bench, report);
        }
    }
}
