// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * An Ethernet frame captured from ucarp 1.5.2; the virtual address is 10.77.0.252 in all.
 *
 * @param name what is special about it
 * @param shape who understands it
 * @param source the sender
 * @param group its destination
 * @param advbase as configured there
 * @param advskew as configured there
 * @param frame the whole frame
 */
record Captured(
        String name, CarpShape shape, InetAddress source, InetAddress group, int advbase, int advskew, byte[] frame) {
    private static final int ETHERNET = 14;
    static final InetAddress ADDRESS = address("10.77.0.252");
    static final InetAddress GROUP = address("224.0.0.18");

    static final List<Captured> ALL = List.of(
            of(
                    "first",
                    42,
                    "love",
                    0,
                    "01005e00001200005e00002a0800451000384bf54000ff7044f00a4d0001e0000012212a000700011ac3"
                            + "6c70d8b3b49ff8d3d0c7cf3ad5934242ba277969abf68e8e1525965e"),
            of(
                    "second",
                    42,
                    "love",
                    0,
                    "01005e00001200005e00002a080045100038b9b44000ff70d7300a4d0001e0000012212a00070001d33d"
                            + "e3fe7432ce056e29fa8586a4dfa904dd7cf7c64f567af1d7cf1db6c6"),
            of(
                    "third",
                    42,
                    "love",
                    0,
                    "01005e00001200005e00002a080045100038f0b94000ff70a02b0a4d0001e0000012212a00070001e549"
                            + "fdf6825a2a5e7ada78d2c9cefa347334d481648b82ceeeee672c11f8"),
            of(
                    "skew 100",
                    42,
                    "love",
                    100,
                    "01005e00001200005e00002a08004510003874034000ff701ce10a4d0002e0000012212a6407"
                            + "0001516a56329b697fd18d1031380ad4de84b65430ac7ad1ce8fd7e160e4a72b"),
            of(
                    "base 2",
                    42,
                    "love",
                    0,
                    "01005e00001200005e00002a080045100038ed454000ff70a39f0a4d0001e0000012212a00070002af54"
                            + "790848181a6971a38b9f3a4af18c5d8aed4162aadd5269a47a5fbc06"),
            of(
                    "longest password",
                    255,
                    "abcdefghijklmnopqrs",
                    0,
                    "01005e00001200005e0000ff08004510003816eb4000ff7079fa"
                            + "0a4d0001e000001221ff00070001303b07ac4bdd73bb158212f82a42497909d038cb4ff869f3fde4abc8a40e"),
            of(
                    "password from a file",
                    42,
                    "s3cret",
                    0,
                    "01005e00001200005e00002a08004510003803324000ff708db30a4d0001"
                            + "e0000012212a0007000167b60effb34493520926cf46b377a82a2d9caee8ae6c506058ae34fe8473"),
            of(
                    "other group",
                    42,
                    "love",
                    0,
                    "01005e40000500005e00002a080045100038e4844000ff709cad0a4d0001efc00005212a0007"
                            + "00014d72ad0f19c68428250ac526d0d591117ededb576a2e5b39fde1e9a0f323"),
            of(
                    "broadcast",
                    42,
                    "love",
                    0,
                    "ffffffffffff00005e00002a0800451000385a574000ff70368e0a4d0001e0000012212a00070001"
                            + "4d9685ab5a45cecee8cbffbf4a3e002eff0a419a9ca58a7e9188d013e619"));

    private static Captured of(String name, int vhid, String password, int advskew, String hex) {
        byte[] frame = HexFormat.of().parseHex(hex);
        return new Captured(
                name,
                shape(vhid, password, "10.77.0.252"),
                address(frame, 26),
                address(frame, 30),
                name.equals("base 2") ? 2 : 1,
                advskew,
                frame);
    }

    static CarpShape shape(int vhid, String password, String... addresses) {
        return new CarpShape(
                vhid,
                password.getBytes(StandardCharsets.UTF_8),
                List.of(addresses).stream().map(Captured::address).toList());
    }

    /** From the IP header on. */
    byte[] packet() {
        return java.util.Arrays.copyOfRange(frame, ETHERNET, frame.length);
    }

    long counter() {
        return Wire.s64(frame, ETHERNET + Wire.IPV4_HEADER + Wire.COUNTER_AT);
    }

    int identification() {
        return Wire.u16(frame, ETHERNET + 4);
    }

    /** As seen by 10.77.0.99. */
    AdvertDecoder decoder() {
        return decoder(shape, group);
    }

    static AdvertDecoder decoder(CarpShape shape, InetAddress group) {
        return new AdvertDecoder(
                shape, new Expected(address("10.77.0.99"), group, false, TieBreak.NUMERIC, Expected.Replay.ACCEPT));
    }

    @Override
    public String toString() {
        return name;
    }

    private static InetAddress address(byte[] frame, int at) {
        try {
            return InetAddress.getByAddress(java.util.Arrays.copyOfRange(frame, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
