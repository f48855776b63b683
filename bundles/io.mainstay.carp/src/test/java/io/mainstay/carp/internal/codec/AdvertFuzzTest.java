// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Any bytes: no exception, and what is accepted is an advertisement that this password made. Runs over the seeds of
 * {@code src/test/resources/…/AdvertFuzzTestInputs} in a normal build, and fuzzes with {@code JAZZER_FUZZ=1}.
 */
class AdvertFuzzTest {
    private static final CarpShape SHAPE = Captured.shape(42, "love", "10.77.0.252");
    private static final CarpShape MIXED = Captured.shape(42, "love", "10.77.0.252", "fd00::1", "fe80::1");
    private static final InetAddress US = Captured.address("10.77.0.99");
    private static final InetAddress US6 = Captured.address("fe80::99");
    private static final InetAddress GROUP6 = Captured.address("ff02::12");
    private static final byte[] PEER6 = Captured.address("fe80::1").getAddress();

    private final AdvertDecoder multicast =
            new AdvertDecoder(SHAPE, new Expected(US, Captured.GROUP, false, TieBreak.NUMERIC, Expected.Replay.ACCEPT));
    private final AdvertDecoder unicast =
            new AdvertDecoder(MIXED, new Expected(US, Captured.GROUP, true, TieBreak.UCARP_LE, Expected.Replay.REFUSE));
    private final AdvertDecoder ipv6 =
            new AdvertDecoder(MIXED, new Expected(US6, GROUP6, false, TieBreak.NUMERIC, Expected.Replay.ALARM));

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreReadWithoutHarm(byte[] bytes) {
        check(multicast, multicast.decodeIpv4(bytes, bytes.length), SHAPE);
        check(unicast, unicast.decodeIpv4(bytes, bytes.length), MIXED);
        check(ipv6, ipv6.decodeIpv6(bytes, bytes.length, PEER6, GROUP6.getAddress(), 255), MIXED);
        int vhid = AdvertDecoder.vhidOfIpv4(bytes, bytes.length);
        if (vhid < -1 || vhid > 255 || bytes.length == 0 && vhid != -1) {
            throw new AssertionError("vhid " + vhid);
        }
    }

    private static void check(AdvertDecoder decoder, DropReason reason, CarpShape shape) {
        if (reason == DropReason.NONE) {
            byte[] again = new AdvertPacket(shape, US, Captured.GROUP, 0)
                    .prepare(decoder.advbase(), decoder.advskew(), decoder.demotion(), decoder.counter());
            if (!new CarpDigest(shape).matches(decoder.counter(), again, Wire.IPV4_HEADER + Wire.DIGEST_AT)) {
                throw new AssertionError("accepted: " + Arrays.toString(again));
            }
        }
    }
}
