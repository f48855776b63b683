// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;

/** A lone master is started: how long until its first advert? */
final class VrrpRestart implements Bench.Benchmark {
    private static final int STARTS = 10;
    private static final int ID = 51;
    private static final int INTERVAL_MILLIS = 10;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        if (!Router.isPossible(report)) {
            return;
        }
        report.note("restart: from the start of the process to its first advert, alone on the wire; 36 ms of it are the protocol's");
        try (Lan lan = Lan.bridged(2);
                Wire wire = lan.listen(bench)) {
            for (int start = 0; start < (bench.quick() ? 1 : STARTS); start++) {
                for (Router router : Router.measured(bench)) {
                    wire.forget();
                    long started = Wire.now();
                    String instance = Router.instance(ID, 100, INTERVAL_MILLIS, Router.ADDRESS);
                    try (Subject subject = router.start(bench, lan, 2, instance)) {
                        Wire.await(
                                router.subject() + " advertises",
                                () -> !wire.since(started, p -> p.isAdvert(2, ID)).isEmpty());
                        long first = wire.since(started, p -> p.isAdvert(2, ID)).get(0).ns();
                        report.add("restart, 10 ms", router.subject(), "first advert ms", (first - started) / 1e6);
                        bench.settle(2);
                        subject.pid();
                    }
                    Thread.sleep(300); // what was sent in the end is heard before the next starts
                }
            }
            wire.finish(report);
        }
    }
}
