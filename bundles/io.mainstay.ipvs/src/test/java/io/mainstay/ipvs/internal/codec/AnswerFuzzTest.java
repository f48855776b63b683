// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.platform.netlink.Attributes;
import java.net.InetAddress;

/** Whatever bytes come: no exception, and what was understood is written and read as the same. */
class AnswerFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void bytesNeverThrowAndValuesSurviveTheWayBack(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        Attributes in = new Attributes(bytes, 0, bytes.length);
        Answers.timeouts(in);
        Answers.info(in);
        Answers.service(in).optional().map(ServiceRow::service).ifPresent(AnswerFuzzTest::serviceComesBack);
        Answers.destination(in, KEY).optional().map(DestinationRow::destination).ifPresent(destination -> {
            byte[] again = Requests.destination(KEY, destination);
            same(
                    destination,
                    Answers.destination(new Attributes(again, 0, again.length), KEY)
                            .optional()
                            .map(DestinationRow::destination)
                            .orElse(null));
        });
        Answers.daemon(in).optional().ifPresent(AnswerFuzzTest::daemonComesBack);
    }

    private static final ServiceKey KEY =
            new ServiceKey.Address(Protocol.TCP, new Endpoint(InetAddress.getLoopbackAddress(), 80));

    private static void serviceComesBack(KernelService service) {
        if (service.scheduler().contains("\ufffd") || service.engine().contains("\ufffd")) {
            return; // not UTF-8: replaced
        }
        byte[] again = Requests.service(service);
        same(
                service,
                Answers.service(new Attributes(again, 0, again.length))
                        .optional()
                        .map(ServiceRow::service)
                        .orElse(null));
    }

    private static void daemonComesBack(SyncDaemon daemon) {
        if (daemon.networkInterface().contains("\ufffd")) {
            return;
        }
        byte[] again = Requests.daemon(daemon);
        same(
                daemon,
                Answers.daemon(new Attributes(again, 0, again.length))
                        .optional()
                        .orElse(null));
    }

    private static void same(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(expected + " came back as " + actual);
        }
    }
}
