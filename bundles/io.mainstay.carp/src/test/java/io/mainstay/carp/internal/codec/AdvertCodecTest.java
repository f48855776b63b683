// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mainstay.platform.net.InternetChecksum;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames captured from ucarp 1.5.2, both ways, and every way in which they can be wrong. */
class AdvertCodecTest {
    private static final int CARP = Wire.IPV4_HEADER;
    private static final CarpShape LOVE = Captured.shape(42, "love", "10.77.0.252");
    private static final InetAddress US = Captured.address("10.77.0.99");
    private static final InetAddress PEER = Captured.address("10.77.0.1");
    private static final InetAddress US6 = Captured.address("fe80::99");
    private static final InetAddress PEER6 = Captured.address("fe80::1");
    private static final InetAddress GROUP6 = Captured.address("ff02::12");

    static List<Captured> captured() {
        return Captured.ALL;
    }

    @ParameterizedTest
    @MethodSource("captured")
    void sendsWhatUcarpSends(Captured ucarp) {
        AdvertPacket packet = new AdvertPacket(ucarp.shape(), ucarp.source(), ucarp.group(), ucarp.identification());

        byte[] sent = packet.prepare(ucarp.advbase(), ucarp.advskew(), 0, ucarp.counter());

        assertThat(hex(sent)).isEqualTo(hex(ucarp.packet()));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void readsWhatUcarpSends(Captured ucarp) {
        AdvertDecoder decoder = ucarp.decoder();

        assertThat(decode(decoder, ucarp.packet())).isEqualTo(DropReason.NONE);

        assertThat(decoder.advbase()).isEqualTo(ucarp.advbase());
        assertThat(decoder.advskew()).isEqualTo(ucarp.advskew());
        assertThat(decoder.counter()).isEqualTo(ucarp.counter());
        assertThat(decoder.demotion()).isZero();
        assertThat(Arrays.copyOf(decoder.source(), 4)).isEqualTo(ucarp.source().getAddress());
        assertThat(decoder.compareSource()).isNegative();
    }

    @ParameterizedTest
    @MethodSource("captured")
    void everyTruncationIsDropped(Captured ucarp) {
        byte[] bytes = ucarp.packet();
        AdvertDecoder decoder = ucarp.decoder();

        for (int length = 0; length < bytes.length; length++) {
            assertThat(decoder.decodeIpv4(bytes, length)).as("%d bytes", length).isEqualTo(DropReason.TOO_SHORT);
            byte[] honest = Arrays.copyOf(bytes, length);
            if (length >= 4) {
                Wire.put16(honest, 2, length); // an IP header that tells the truth
            }
            assertThat(decoder.decodeIpv4(honest, length))
                    .as("%d bytes", length)
                    .isNotEqualTo(DropReason.NONE);
            assertThat(decoder.decodeIpv6(bytes, Math.min(length, 35), PEER6.getAddress(), GROUP6.getAddress(), 255))
                    .as("%d bytes", length)
                    .isNotEqualTo(DropReason.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("captured")
    void everyFlippedBitOfTheCarpPartIsNoticed(Captured ucarp) {
        AdvertDecoder decoder = ucarp.decoder();
        byte[] bytes = ucarp.packet();
        for (int bit = CARP * 8; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            assertThat(decode(decoder, flipped)).as("bit %d", bit).isNotEqualTo(DropReason.NONE);
        }
    }

    /** With the right checksum, as an attacker on the wire would have it: only what the digest covers is protected. */
    @Test
    void theDigestCoversVhidCounterAndAddressesOnly() {
        assertThat(forged(p -> p[CARP + Wire.COUNTER_AT] ^= 1)).isEqualTo(DropReason.DIGEST);
        assertThat(forged(p -> p[CARP + Wire.DIGEST_AT + 19] ^= 1)).isEqualTo(DropReason.DIGEST);
        assertThat(forged(p -> p[CARP + Wire.ADVSKEW_AT] = 100)).isEqualTo(DropReason.NONE);
        assertThat(forged(p -> p[CARP + Wire.ADVBASE_AT] = 9)).isEqualTo(DropReason.NONE);
        assertThat(forged(p -> p[CARP + Wire.DEMOTE_AT] = 9)).isEqualTo(DropReason.NONE);
        assertThat(decode(Captured.decoder(Captured.shape(42, "love", "10.77.0.253"), Captured.GROUP), valid()))
                .isEqualTo(DropReason.DIGEST);
        assertThat(decode(Captured.decoder(Captured.shape(42, "hate", "10.77.0.252"), Captured.GROUP), valid()))
                .isEqualTo(DropReason.DIGEST);
    }

    @Test
    void everythingThatIsWrongHasItsOwnReason() {
        assertThat(forged(p -> p[8] = 64)).isEqualTo(DropReason.TTL);
        assertThat(forged(p -> p[CARP] = 0x11)).isEqualTo(DropReason.VERSION);
        assertThat(forged(p -> p[CARP + Wire.VHID_AT] = 43)).isEqualTo(DropReason.OTHER_VHID);
        assertThat(forged(p -> p[19] = 19)).isEqualTo(DropReason.OTHER_GROUP);
        assertThat(forged(p -> p[CARP] = 0x27)).isEqualTo(DropReason.TYPE);
        assertThat(forged(p -> p[CARP + Wire.AUTH_WORDS_AT] = 0)).isEqualTo(DropReason.AUTH_LENGTH);
        assertThat(forged(p -> p[15] = 99)).as("the last octet of the source").isEqualTo(DropReason.OWN);
        assertThat(forged(p -> p[9] = 17)).isEqualTo(DropReason.IP_HEADER);
        assertThat(forged(p -> p[0] = 0x65)).isEqualTo(DropReason.IP_HEADER);
        byte[] wrongSum = valid();
        wrongSum[CARP + Wire.CHECKSUM_AT] ^= 1;
        assertThat(decode(decoder(), wrongSum)).isEqualTo(DropReason.CHECKSUM);
        byte[] longer = Arrays.copyOf(valid(), 60);
        Wire.put16(longer, 2, 60);
        assertThat(decode(decoder(), longer)).isEqualTo(DropReason.TOO_LONG);
    }

    @Test
    void ethernetPaddingIsTolerated() {
        assertThat(decode(decoder(), Arrays.copyOf(valid(), 60))).isEqualTo(DropReason.NONE);
    }

    @Test
    void ipOptionsAreSkipped() {
        byte[] plain = valid();
        byte[] bytes = new byte[plain.length + 4];
        System.arraycopy(plain, 0, bytes, 0, CARP);
        System.arraycopy(plain, CARP, bytes, CARP + 4, Wire.CARP_LENGTH);
        bytes[0] = 0x46;
        Wire.put16(bytes, 2, bytes.length);

        assertThat(decode(decoder(), bytes)).isEqualTo(DropReason.NONE);
        assertThat(AdvertDecoder.vhidOfIpv4(bytes, bytes.length)).isEqualTo(42);
    }

    /** Captured from keepalived 2.2.7; the last is version 2 with five addresses, as long as an advertisement of CARP. */
    @Test
    void vrrpIsNotTakenForCarp() {
        List<String> vrrp = List.of(
                "45c0002c00010000ff70b5e4c0a86401e00000122101640200013142c0a86433c0a864340000000000000000",
                "45c0002000010000ff70b5f0c0a86401e00000123104fe010019a6c7c0a86437",
                "45c0003800010000ff70b5d8c0a86401e0000012212a64050001000001010101020202020303030304040404050505050000000000000000");
        for (String packet : vrrp) {
            assertThat(decode(decoder(), HexFormat.of().parseHex(packet))).isEqualTo(DropReason.VRRP);
        }
    }

    @Test
    void unicastIsForUsAndFromAnyDistance() {
        AdvertDecoder unicast = new AdvertDecoder(
                LOVE, new Expected(US, Captured.GROUP, true, TieBreak.NUMERIC, Expected.Replay.ACCEPT));
        byte[] bytes = new AdvertPacket(LOVE, PEER, US, 0).prepare(1, 0, 0, 5).clone();

        assertThat(decode(unicast, bytes)).isEqualTo(DropReason.NONE);
        assertThat(decode(decoder(), bytes)).isEqualTo(DropReason.OTHER_GROUP);
        bytes[8] = 3;
        assertThat(decode(unicast, bytes)).isEqualTo(DropReason.NONE);
    }

    @Test
    void severalAddressesAreSortedForTheDigest() {
        CarpShape one = Captured.shape(7, "pw", "fd00::2", "10.0.0.200", "10.0.0.9", "fd00::1");
        CarpShape other = Captured.shape(7, "pw", "10.0.0.9", "fd00::1", "fd00::2", "10.0.0.200", "10.0.0.9");

        assertThat(one.addresses())
                .containsExactly(
                        Captured.address("10.0.0.9"),
                        Captured.address("10.0.0.200"),
                        Captured.address("fd00::1"),
                        Captured.address("fd00::2"));
        assertThat(one).isEqualTo(other);
        byte[] bytes = new AdvertPacket(one, PEER, Captured.GROUP, 0).prepare(1, 0, 0, 5);
        assertThat(decode(Captured.decoder(other, Captured.GROUP), bytes)).isEqualTo(DropReason.NONE);
        // HMAC-SHA1("pw", 02 01 07, 0a000009, 0a0000c8, fd00::1, fd00::2, 0000000000000005), computed elsewhere
        assertThat(hex(bytes)).endsWith(MANY);
    }

    private static final String MANY = "0f3d55bd80f5b2db24557d43d4a9dde6aefa2a13";

    @Test
    void ipv6HasNoPseudoHeader() {
        CarpShape shape = Captured.shape(7, "pw", "fd00::1");
        byte[] bytes = new AdvertPacket(shape, PEER6, GROUP6, 0).prepare(1, 100, 0, 5);
        AdvertDecoder decoder =
                new AdvertDecoder(shape, new Expected(US6, GROUP6, false, TieBreak.NUMERIC, Expected.Replay.ACCEPT));

        assertThat(bytes).hasSize(Wire.CARP_LENGTH);
        assertThat(AdvertDecoder.vhidOfIpv6(bytes, bytes.length)).isEqualTo(7);
        assertThat(decoder.decodeIpv6(bytes, bytes.length, PEER6.getAddress(), GROUP6.getAddress(), 255))
                .isEqualTo(DropReason.NONE);
        assertThat(decoder.advskew()).isEqualTo(100);
        assertThat(decoder.compareSource()).isNegative();
        assertThat(decoder.decodeIpv6(bytes, bytes.length, US6.getAddress(), GROUP6.getAddress(), 255))
                .isEqualTo(DropReason.OWN);
        assertThat(decoder.decodeIpv6(bytes, bytes.length, PEER6.getAddress(), GROUP6.getAddress(), 1))
                .isEqualTo(DropReason.TTL);
        assertThat(decoder.decodeIpv6(bytes, bytes.length, PEER6.getAddress(), PEER6.getAddress(), 255))
                .isEqualTo(DropReason.OTHER_GROUP);
    }

    @Test
    void openBsdMayLeaveLinkLocalAddressesOut() {
        CarpShape all = Captured.shape(7, "pw", "fd00::1", "fe80::7:1", "10.0.0.1");
        CarpShape routed = Captured.shape(7, "pw", "fd00::1", "10.0.0.1");

        assertThat(decode(
                        Captured.decoder(all, Captured.GROUP),
                        new AdvertPacket(routed, PEER, Captured.GROUP, 0).prepare(1, 0, 0, 5)))
                .isEqualTo(DropReason.NONE);
        assertThat(decode(
                        Captured.decoder(routed, Captured.GROUP),
                        new AdvertPacket(all, PEER, Captured.GROUP, 0).prepare(1, 0, 0, 5)))
                .isEqualTo(DropReason.DIGEST);
    }

    @Test
    void theCounterIsRandomUntilAPeerIsHeardAndFollowsItThen() {
        AdvertCounter counter = new AdvertCounter(1);
        long first = counter.next();
        assertThat(counter.next()).isNotEqualTo(first + 1);
        counter.heard(0x56329b697fd18d0fL);
        assertThat(counter.next()).isEqualTo(0x56329b697fd18d10L);
        counter.heard(-1);
        assertThat(counter.next()).isZero();
        assertThat(counter.next()).isEqualTo(1);
    }

    @Test
    void tieBreaksDifferAcrossNetworks() {
        byte[] a = Captured.address("10.77.0.2").getAddress();
        byte[] b = Captured.address("10.77.1.1").getAddress();

        assertThat(TieBreak.NUMERIC.compare(a, b)).isNegative();
        assertThat(TieBreak.UCARP_LE.compare(a, b)).isPositive();
        assertThat(TieBreak.UCARP_LE.compare(Captured.address("10.77.0.1").getAddress(), a))
                .isNegative();
        assertThat(TieBreak.UCARP_LE.compare(a, a)).isZero();
    }

    @Test
    void identificationCountsUpAndWraps() {
        AdvertPacket packet = new AdvertPacket(LOVE, PEER, Captured.GROUP, 0xffff);
        assertThat(Wire.u16(packet.prepare(1, 0, 0, 1), 4)).isEqualTo(0xffff);
        byte[] second = packet.prepare(1, 0, 0, 2);
        assertThat(Wire.u16(second, 4)).isZero();
        assertThat(decode(decoder(), second)).isEqualTo(DropReason.NONE);
        assertThat(second).hasSize(packet.length());
    }

    @Test
    void theShapeHasLimitsAndHidesThePassword() {
        assertThat(LOVE.toString()).doesNotContain("love");
        assertThatIllegalArgumentException().isThrownBy(() -> Captured.shape(0, "pw", "10.0.0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Captured.shape(256, "pw", "10.0.0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Captured.shape(1, "", "10.0.0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Captured.shape(1, "123456789012345678901", "10.0.0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Captured.shape(1, "pw"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdvertPacket(LOVE, PEER, GROUP6, 0));
    }

    @Test
    void randomBytesNeverThrow() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AdvertDecoder decoder = decoder();
        AdvertDecoder ipv6 =
                new AdvertDecoder(LOVE, new Expected(US6, GROUP6, false, TieBreak.NUMERIC, Expected.Replay.REFUSE));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = 0x45;
            }
            assertThat(decode(decoder, bytes)).as("seed %d", seed).isNotNull();
            assertThat(ipv6.decodeIpv6(bytes, bytes.length, new byte[16], new byte[16], 255))
                    .as("seed %d", seed)
                    .isNotNull();
            assertThat(AdvertDecoder.vhidOfIpv4(bytes, bytes.length)).isBetween(-1, 255);
            assertThat(AdvertDecoder.vhidOfIpv6(bytes, bytes.length)).isBetween(-1, 255);
        }
    }

    /** A valid packet of 10.77.0.1 that is changed and gets its checksum anew. */
    private static DropReason forged(Consumer<byte[]> change) {
        byte[] bytes = valid();
        change.accept(bytes);
        Wire.put16(bytes, CARP + Wire.CHECKSUM_AT, 0);
        long sum = InternetChecksum.add(0, bytes, CARP, Wire.CARP_LENGTH);
        Wire.put16(bytes, CARP + Wire.CHECKSUM_AT, InternetChecksum.finish(sum));
        return decode(decoder(), bytes);
    }

    private static byte[] valid() {
        return Captured.ALL.get(0).packet();
    }

    private static AdvertDecoder decoder() {
        return Captured.decoder(LOVE, Captured.GROUP);
    }

    private static DropReason decode(AdvertDecoder decoder, byte[] bytes) {
        return decoder.decodeIpv4(bytes, bytes.length);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
