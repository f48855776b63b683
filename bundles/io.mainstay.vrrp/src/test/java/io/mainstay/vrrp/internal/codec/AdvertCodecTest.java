// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.net.InternetChecksum;
import io.mainstay.platform.net.UnsolicitedAdvertisement;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets captured from keepalived 2.2.7, both ways, and every way in which they can be wrong. */
class AdvertCodecTest {
    private static final InetAddress US = address("192.168.100.1");
    private static final InetAddress GROUP = address("224.0.0.18");
    private static final InetAddress US6 = address("fe80::b0a2:e9ff:fe92:381e");
    private static final InetAddress GROUP6 = address("ff02::12");

    private static final AdvertShape PLAIN = v2(1, 1, AdvertAuth.NONE, "192.168.100.51", "192.168.100.52");
    private static final AdvertShape PASS = v2(2, 2, AdvertAuth.of(AdvertAuth.Type.PASS, "secret12"), "192.168.100.53");
    private static final AdvertShape AH = v2(3, 1, AdvertAuth.of(AdvertAuth.Type.AH, "secret12"), "192.168.100.54");
    private static final AdvertShape V3 =
            new AdvertShape(3, false, 4, 25, List.of(address("192.168.100.55")), AdvertAuth.NONE, false);
    private static final AdvertShape V3_IPV6 = new AdvertShape(
            3, true, 5, 100, List.of(address("fe80::5:1"), address("fd00:1::5")), AdvertAuth.NONE, false);

    static Stream<Arguments> captured() {
        return Stream.of(
                Arguments.of(
                        PLAIN,
                        100,
                        "45c0002c00010000ff70b5e4c0a86401e0000012"
                                + "2101640200013142c0a86433c0a864340000000000000000"),
                Arguments.of(
                        PASS,
                        200,
                        "45c0002800010000ff70b5e8c0a86401e0000012" + "2102c8010102839dc0a864357365637265743132"),
                Arguments.of(
                        AH,
                        150,
                        "45c0004000010000ff33b60dc0a86401e0000012"
                                + "70040000c0a8640100000001ef1e830b175a7a47d18eaabe"
                                + "210396010201221bc0a864360000000000000000"),
                Arguments.of(V3, 254, "45c0002000010000ff70b5f0c0a86401e0000012" + "3104fe010019a6c7c0a86437"));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void sendsWhatKeepalivedSends(AdvertShape shape, int priority, String hex) {
        AdvertPacket packet = new AdvertPacket(shape, US, GROUP, 255);

        assertThat(HexFormat.of().formatHex(packet.prepare(priority))).isEqualTo(hex);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void readsWhatKeepalivedSends(AdvertShape shape, int priority, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        AdvertDecoder decoder = new AdvertDecoder(shape, false, 255, 255);

        assertThat(decoder.decodeIpv4(bytes, bytes.length)).isEqualTo(DropReason.NONE);

        assertThat(decoder.priority()).isEqualTo(priority);
        assertThat(decoder.intervalCentis()).isEqualTo(shape.intervalCentis());
        assertThat(decoder.addressCount()).isEqualTo(shape.addresses().size());
        assertThat(decoder.compareSource(US.getAddress())).isZero();
        assertThat(shape.addresses())
                .allSatisfy(a -> assertThat(decoder.lists(a.getAddress())).isTrue());
        assertThat(decoder.lists(US.getAddress())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("captured")
    void everyTruncationIsDropped(AdvertShape shape, int priority, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        AdvertDecoder decoder = new AdvertDecoder(shape, false, 255, 255);

        for (int length = 0; length < bytes.length; length++) {
            assertThat(decoder.decodeIpv4(bytes, length)).as("%d bytes", length).isEqualTo(DropReason.TOO_SHORT);
            byte[] honest = Arrays.copyOf(bytes, length);
            if (length >= 4) {
                Wire.put16(honest, 2, length); // an IP header that tells the truth
            }
            assertThat(decoder.decodeIpv4(honest, length))
                    .as("%d bytes", length)
                    .isNotEqualTo(DropReason.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("captured")
    void everyFlippedBitOfTheVrrpPartIsNoticed(AdvertShape shape, int priority, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        AdvertDecoder decoder = new AdvertDecoder(shape, false, 255, 255);
        for (int bit = 20 * 8; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            assertThat(decoder.decodeIpv4(flipped, flipped.length))
                    .as("bit %d", bit)
                    .isNotEqualTo(DropReason.NONE);
        }
    }

    @Test
    void ethernetPaddingIsTolerated() {
        byte[] bytes = Arrays.copyOf(new AdvertPacket(V3, US, GROUP, 255).prepare(100), 60);

        assertThat(new AdvertDecoder(V3, false, 255, 255).decodeIpv4(bytes, 60)).isEqualTo(DropReason.NONE);
    }

    @Test
    void ipv6IsAsKeepalivedSendsIt() {
        String hex = "3105ff0200640484fe800000000000000000000000050001fd000001000000000000000000000005";
        byte[] bytes = HexFormat.of().parseHex(hex);
        AdvertDecoder decoder = new AdvertDecoder(V3_IPV6, false, 255, 255);

        assertThat(HexFormat.of().formatHex(new AdvertPacket(V3_IPV6, US6, GROUP6, 255).prepare(255)))
                .isEqualTo(hex);
        assertThat(decoder.decodeIpv6(bytes, bytes.length, US6.getAddress(), GROUP6.getAddress(), 255))
                .isEqualTo(DropReason.NONE);
        assertThat(decoder.priority()).isEqualTo(255);
        assertThat(decoder.decodeIpv6(bytes, bytes.length, US6.getAddress(), GROUP6.getAddress(), 64))
                .isEqualTo(DropReason.TTL);
    }

    @Test
    void eachSettingThatDiffersHasItsOwnReason() {
        assertThat(seenBy(PLAIN, v2(1, 2, AdvertAuth.NONE, "192.168.100.51"))).isEqualTo(DropReason.INTERVAL);
        assertThat(seenBy(PLAIN, v2(9, 1, AdvertAuth.NONE, "192.168.100.51"))).isEqualTo(DropReason.OTHER_VRID);
        assertThat(seenBy(PLAIN, v2(1, 1, PASS.auth(), "192.168.100.51"))).isEqualTo(DropReason.AUTH_TYPE_MISMATCH);
        assertThat(seenBy(AH, v2(3, 1, AdvertAuth.NONE, "192.168.100.51"))).isEqualTo(DropReason.AUTH_TYPE_MISMATCH);
        assertThat(seenBy(PLAIN, v2(1, 1, AH.auth(), "192.168.100.51"))).isEqualTo(DropReason.AUTH_TYPE_MISMATCH);
        assertThat(seenBy(PASS, v2(2, 2, AdvertAuth.of(AdvertAuth.Type.PASS, "other"), "192.168.100.53")))
                .isEqualTo(DropReason.AUTH_FAILURE);
        assertThat(seenBy(AH, v2(3, 1, AdvertAuth.of(AdvertAuth.Type.AH, "other"), "192.168.100.54")))
                .isEqualTo(DropReason.AUTH_FAILURE);
        assertThat(seenBy(V3, v2(4, 1, AdvertAuth.NONE, "192.168.100.55"))).isEqualTo(DropReason.VERSION);
    }

    @Test
    void aVersion3IntervalThatDiffersIsAccepted() {
        AdvertShape slower = new AdvertShape(3, false, 4, 100, V3.addresses(), AdvertAuth.NONE, false);

        assertThat(seenBy(V3, slower)).isEqualTo(DropReason.NONE);
    }

    /** Whoever adopted it would take over after no time at all. */
    @Test
    void aVersion3IntervalOfZeroIsDropped() {
        byte[] bytes = new AdvertPacket(V3, US, GROUP, 255).prepare(254);
        Wire.put16(bytes, 24, 0);
        Wire.put16(bytes, 26, 0);
        long sum = InternetChecksum.pseudoHeader(US.getAddress(), GROUP.getAddress(), Wire.PROTOCOL_VRRP, 12);
        Wire.put16(bytes, 26, InternetChecksum.finish(InternetChecksum.add(sum, bytes, 20, 12)));

        assertThat(new AdvertDecoder(V3, false, 255, 255).decodeIpv4(bytes, bytes.length))
                .isEqualTo(DropReason.INTERVAL);
    }

    @Test
    void anotherProtocolIsNotRead() {
        byte[] bytes = new AdvertPacket(V3, US, GROUP, 255).prepare(254);
        bytes[9] = 17;

        assertThat(new AdvertDecoder(V3, false, 255, 255).decodeIpv4(bytes, bytes.length))
                .isEqualTo(DropReason.IP_HEADER);
    }

    @Test
    void bothChecksumReadingsOfVersion3() {
        AdvertShape plain = new AdvertShape(3, false, 4, 25, V3.addresses(), AdvertAuth.NONE, true);

        assertThat(seenBy(plain, V3)).isEqualTo(DropReason.CHECKSUM);
        assertThat(seenBy(V3, plain)).isEqualTo(DropReason.NONE);
        assertThat(seenBy(plain, plain)).isEqualTo(DropReason.NONE);
    }

    /** Vector 1 of a captured ucarp: same protocol number, same first byte. */
    @Test
    void carpIsNotTakenForVrrp() {
        byte[] frame = HexFormat.of()
                .parseHex("451000384bf54000ff7044f00a4d0001e0000012212a000700011ac36c70d8b3b49ff8d3"
                        + "d0c7cf3ad5934242ba277969abf68e8e1525965e");

        assertThat(new AdvertDecoder(v2(42, 1, AdvertAuth.NONE, "10.77.0.252"), false, 255, 255)
                        .decodeIpv4(frame, frame.length))
                .isEqualTo(DropReason.CARP);
    }

    @Test
    void identificationAndAhSequenceCountUp() {
        AdvertPacket packet = new AdvertPacket(AH, US, GROUP, 255);
        packet.prepare(150);
        byte[] second = packet.prepare(150);

        assertThat(Wire.u16(second, 4)).isEqualTo(2);
        AdvertDecoder decoder = new AdvertDecoder(AH, false, 255, 255);
        assertThat(decoder.decodeIpv4(second, second.length)).isEqualTo(DropReason.NONE);
        assertThat(decoder.sequence()).isEqualTo(2);
    }

    @Test
    void aSequenceNumberIsTakenOnce() {
        AdvertPacket packet = new AdvertPacket(AH, US, GROUP, 255);
        AdvertDecoder decoder = new AdvertDecoder(AH, false, 255, 255);
        byte[] first = packet.prepare(150).clone();
        byte[] second = packet.prepare(150).clone();

        assertThat(decoder.decodeIpv4(second, second.length)).isEqualTo(DropReason.NONE);
        assertThat(decoder.decodeIpv4(second, second.length)).isEqualTo(DropReason.REPLAY);
        assertThat(decoder.decodeIpv4(first, first.length)).isEqualTo(DropReason.REPLAY);
    }

    @Test
    void aSequenceContinuesAboveThePeersAndNeverGoesBack() {
        AdvertPacket packet = new AdvertPacket(AH, US, GROUP, 255);
        packet.continueSequence(1000);
        assertThat(Wire.s32(packet.prepare(150), 28)).isEqualTo(1001);
        packet.continueSequence(5);
        assertThat(Wire.s32(packet.prepare(150), 28)).isEqualTo(1002);
    }

    @Test
    void theSequenceMayWrap() {
        AdvertPacket packet = new AdvertPacket(AH, US, GROUP, 255);
        AdvertDecoder decoder = new AdvertDecoder(AH, false, 255, 255);
        packet.continueSequence(Integer.MAX_VALUE - 1);
        for (int i = 0; i < 4; i++) {
            byte[] bytes = packet.prepare(150);
            assertThat(decoder.decodeIpv4(bytes, bytes.length)).isEqualTo(DropReason.NONE);
        }
    }

    @Test
    void randomBytesNeverThrow() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AdvertDecoder[] decoders = {
            new AdvertDecoder(PLAIN, false, 255, 255),
            new AdvertDecoder(AH, true, 0, 255),
            new AdvertDecoder(V3, false, 255, 255),
            new AdvertDecoder(V3_IPV6, false, 255, 255)
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = 0x45;
            }
            for (AdvertDecoder decoder : decoders) {
                assertThat(decoder.decodeIpv4(bytes, bytes.length))
                        .as("seed %d", seed)
                        .isNotNull();
                assertThat(decoder.decodeIpv6(bytes, bytes.length, new byte[16], new byte[16], 255))
                        .as("seed %d", seed)
                        .isNotNull();
            }
        }
    }

    @Test
    void announcementsAreAsKeepalivedSendsThem() {
        byte[] mac = HexFormat.of().parseHex("b2a2e992381e");

        assertThat(HexFormat.of().formatHex(GratuitousArp.frame(mac, (Inet4Address) address("192.168.100.53"))))
                .isEqualTo("ffffffffffffb2a2e992381e08060001080006040001b2a2e992381ec0a86435ffffffffffffc0a86435");
        assertThat(HexFormat.of()
                        .formatHex(UnsolicitedAdvertisement.frame(mac, (Inet6Address) address("fd00:1::5"), false)))
                .isEqualTo("333300000001b2a2e992381e86dd6000000000203aff"
                        + "fd000001000000000000000000000005ff020000000000000000000000000001"
                        + "8800883e20000000fd0000010000000000000000000000050201b2a2e992381e");
    }

    private static DropReason seenBy(AdvertShape sender, AdvertShape receiver) {
        byte[] bytes = new AdvertPacket(sender, US, GROUP, 255).prepare(100);
        return new AdvertDecoder(receiver, false, 255, 255).decodeIpv4(bytes, bytes.length);
    }

    private static AdvertShape v2(int vrid, int seconds, AdvertAuth auth, String... addresses) {
        return new AdvertShape(
                2,
                false,
                vrid,
                seconds * 100,
                Stream.of(addresses).map(AdvertCodecTest::address).toList(),
                auth,
                false);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void oldUnicastChecksumIsAcceptedWhereItIsWanted() throws Exception {
        AdvertShape shape = new AdvertShape(
                3, false, 51, 100, List.of(InetAddress.getByName("10.0.0.100")), AdvertAuth.NONE, false);
        InetAddress group = InetAddress.getByName("224.0.0.18");
        AdvertPacket packet =
                new AdvertPacket(shape, InetAddress.getByName("10.0.0.2"), InetAddress.getByName("10.0.0.1"), 255);
        packet.checksumFor(group);
        byte[] bytes = packet.prepare(100);

        AdvertDecoder strict = new AdvertDecoder(shape, true, 0, 255);
        assertThat(strict.decodeIpv4(bytes, bytes.length)).isEqualTo(DropReason.CHECKSUM);
        AdvertDecoder lenient = new AdvertDecoder(shape, true, 0, 255);
        lenient.acceptOldReading(group);
        assertThat(lenient.decodeIpv4(bytes, bytes.length)).isEqualTo(DropReason.NONE);
        assertThat(lenient.oldReading()).isTrue();
        packet.checksumFor(InetAddress.getByName("10.0.0.1"));
        bytes = packet.prepare(100);
        assertThat(lenient.decodeIpv4(bytes, bytes.length)).isEqualTo(DropReason.NONE);
        assertThat(lenient.oldReading()).isFalse();
    }
}
