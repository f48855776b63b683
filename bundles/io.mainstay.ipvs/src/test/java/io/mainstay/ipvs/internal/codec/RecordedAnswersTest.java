// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.Traffic;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.platform.netlink.Attributes;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What the kernel answered is read as what ipvsadm printed. */
@EnabledIf("sameByteOrder")
class RecordedAnswersTest {

    static boolean sameByteOrder() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    @Test
    void theListOfServices() {
        List<String> read = Recording.of("-Ln").answers(IpvsCommand.NEW_SERVICE).stream()
                .map(m -> Answers.service(m.read()).optional().orElseThrow())
                .map(row -> text(row.service()))
                .toList();

        assertThat(read)
                .containsExactlyInAnyOrder(
                        "tcp 192.0.2.1:80 wlc flags=3a timeout=0 mask=ffffffff",
                        "udp 192.0.2.1:53 rr flags=6 timeout=0 mask=ffffffff",
                        "udp 192.0.2.2:5060 rr flags=3 timeout=600 mask=ffffff00 sip",
                        "sctp 192.0.2.3:5000 rr flags=2 timeout=0 mask=ffffffff",
                        "tcp [2001:db8::1]:443 sh flags=1a timeout=0 mask=80",
                        "fwmark 7 mh flags=1b timeout=90 mask=ffffffff",
                        "fwmark 8 inet6 lc flags=3 timeout=300 mask=40");
    }

    @Test
    void theListOfDestinations() {
        ServiceKey web = RecordedRequestsTest.tcp("192.0.2.1", 80);
        List<KernelDestination> read = Recording.of("-Ln").answers(IpvsCommand.NEW_DEST).stream()
                .map(m -> Answers.destination(m.read(), web).optional().orElseThrow())
                .map(DestinationRow::destination)
                .toList();

        assertThat(read)
                .extracting(d -> d.endpoint() + " " + d.method() + " " + d.weight() + " "
                        + d.tunnel().type() + "/" + d.tunnel().port() + "/"
                        + d.tunnel().flags() + " " + d.upperThreshold())
                .containsExactlyInAnyOrder(
                        "10.0.0.1:8080 0 9 0/0/0 0",
                        "10.0.0.2:80 3 0 0/0/0 0",
                        "10.0.0.3:80 2 1 0/0/0 0",
                        "10.0.0.4:80 2 2147483647 1/6080/1 0",
                        "10.0.0.5:80 2 2 1/6081/2 0",
                        "10.0.0.6:80 2 2 2/0/1 0",
                        "[2001:db8::9]:80 2 3 0/0/0 0",
                        "[2001:db8::2]:443 3 1 0/0/0 0",
                        "[2001:db8::3]:0 3 4 0/0/0 0");
    }

    @Test
    void aDaemonTimeoutsAndVersion() {
        SyncDaemon daemon = Answers.daemon(Recording.of("-L --daemon")
                        .answers(IpvsCommand.NEW_DAEMON)
                        .get(0)
                        .read())
                .optional()
                .orElseThrow();
        assertThat(daemon.role()).isEqualTo(SyncDaemon.Role.MASTER);
        assertThat(daemon.networkInterface()).isEqualTo("eth0");
        assertThat(daemon.group().orElseThrow().getHostAddress()).isEqualTo("224.0.0.82");
        assertThat(List.of(daemon.syncId(), daemon.maxLength(), daemon.port(), daemon.ttl()))
                .containsExactly(5, 1400, 8849, 3);

        assertThat(Answers.timeouts(Recording.of("-L --timeout")
                                .answers(IpvsCommand.SET_CONFIG)
                                .get(0)
                                .read())
                        .optional())
                .contains(new Timeouts(900, 120, 300));
        assertThat(Answers.info(Recording.all()
                                .get(0)
                                .answers(IpvsCommand.SET_INFO)
                                .get(0)
                                .read())
                        .optional())
                .contains(new Answers.Info("1.2.1", 4096));
    }

    @Test
    void refusalsCarryTheErrno() {
        assertThat(errno("-e -t 192.0.2.1:80 -r 10.0.0.77"))
                .as("no such destination")
                .isEqualTo(2);
        assertThat(errno("--start-daemon master --mcast-interface eth0\n"))
                .as("runs already")
                .isEqualTo(17);
        assertThat(Recording.all().stream().flatMap(r -> r.messages().stream()).map(Recording.Message::errno))
                .as("service exists, no such service, no such destination, no such scheduler, daemon runs")
                .contains(17, 3, 2);
    }

    private static int errno(String call) {
        Recording recording = Recording.all().stream()
                .filter(r -> (r.call() + "\n").startsWith(call))
                .findFirst()
                .orElseThrow();
        return recording.messages().get(recording.messages().size() - 1).errno();
    }

    /** All answers and requests, cut at every length: a value or a reason, never an exception. */
    @Test
    void everyTruncationIsRefusedOrHarmless() {
        ServiceKey web = RecordedRequestsTest.tcp("192.0.2.1", 80);
        List<Function<Attributes, Decoded<?>>> readers = new ArrayList<>();
        readers.add(Answers::service);
        readers.add(Answers::serviceKey);
        readers.add(in -> Answers.destination(in, web));
        readers.add(Answers::daemon);
        readers.add(Answers::timeouts);
        readers.add(Answers::info);
        int cut = 0;
        for (Recording recording : Recording.all()) {
            for (Recording.Message message : recording.messages()) {
                for (int length = 0; length < message.attributes().length; length++) {
                    for (Function<Attributes, Decoded<?>> reader : readers) {
                        reader.apply(message.cutTo(length));
                    }
                    if (message.command() == IpvsCommand.NEW_SERVICE && !message.request()) {
                        assertThat(Answers.service(message.cutTo(length)))
                                .as("cut to %d", length)
                                .isInstanceOf(Decoded.Bad.class);
                        cut++;
                    }
                    if (message.command() == IpvsCommand.NEW_DEST && !message.request()) {
                        assertThat(Answers.destination(message.cutTo(length), web))
                                .isInstanceOf(Decoded.Bad.class);
                        cut++;
                    }
                }
            }
        }
        assertThat(cut).isGreaterThan(3000);
    }

    private static String text(KernelService s) {
        return s.key() + " " + s.scheduler() + " flags=" + Integer.toHexString(s.flags()) + " timeout="
                + s.timeoutSeconds() + " mask=" + Integer.toHexString(s.netmask())
                + (s.engine().isEmpty() ? "" : " " + s.engine());
    }

    @Test
    void narrowCountersOfOldKernelsAreReadToo() {
        Attributes wide = Recording.of("-L -t 192.0.2.1:80")
                .answers(IpvsCommand.NEW_SERVICE)
                .get(0)
                .read();
        assertThat(Answers.service(wide).optional().orElseThrow().traffic()).isEqualTo(Traffic.NONE);
        byte[] narrow = new io.mainstay.platform.netlink.AttributeWriter()
                .container(10, out -> {
                    for (int type = 1; type <= 10; type++) {
                        if (type == 4 || type == 5) {
                            out.u64(type, 1L << 40 | type);
                        } else {
                            out.u32(type, type);
                        }
                    }
                })
                .toBytes();

        assertThat(TrafficCodec.read(Fields.of(new Attributes(narrow, 0, narrow.length)), 10, 12)
                        .optional())
                .contains(new Traffic(1, 2, 3, 1L << 40 | 4, 1L << 40 | 5, 6, 7, 8, 9, 10));
    }
}
