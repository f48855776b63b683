// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import io.mainstay.platform.net.Firewall.Marked;
import io.mainstay.platform.netlink.Attributes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NftMarksTest {
    private static final int TCP = 6;
    private static final int NEW_ELEMENTS = 10 << 8 | 12;

    @Test
    void withoutMarksTheTableIsRemoved() {
        assertThat(NftMarks.requests(false, "t", -150, List.of()))
                .extracting(NetlinkRequest::type)
                .containsExactly(10 << 8, 10 << 8 | 2);
    }

    @Test
    void keysArePaddedWordsAndMarksAreTheHosts() throws UnknownHostException {
        List<Attributes> elements = elements(NftMarks.requests(
                false,
                "t",
                -150,
                List.of(
                        new Marked(TCP, InetAddress.getByName("192.0.2.1"), 443, 1234),
                        new Marked(TCP, InetAddress.getByName("192.0.2.2"), 0, 0xffff_ffffL))));

        assertThat(elements.stream()
                        .map(e -> HexFormat.of().formatHex(e.nested(1).bytes(1))))
                .containsExactly("c000020106000000" + "01bb0000", "c000020206000000");
        assertThat(elements.stream()
                        .map(e -> ByteBuffer.wrap(e.nested(2).bytes(1))
                                .order(ByteOrder.nativeOrder())
                                .getInt()))
                .containsExactly(1234, -1);
    }

    @Test
    void ipv6KeysAreLonger() throws UnknownHostException {
        List<Attributes> elements = elements(NftMarks.requests(
                true, "t", -150, List.of(new Marked(17, InetAddress.getByName("2001:db8::1"), 53, 7))));

        assertThat(HexFormat.of().formatHex(elements.get(0).nested(1).bytes(1)))
                .isEqualTo("20010db8000000000000000000000001" + "11000000" + "00350000");
    }

    @Test
    void manyMarksAreSeveralRequestsOfOneTransaction() throws UnknownHostException {
        List<Marked> marks = new ArrayList<>();
        for (int i = 1; i <= 1200; i++) {
            marks.add(new Marked(TCP, InetAddress.getByName("192.0.2.1"), i, 1));
        }
        List<NetlinkRequest> requests = NftMarks.requests(false, "t", -150, marks);

        assertThat(requests.stream().filter(r -> r.type() == NEW_ELEMENTS)).hasSize(3);
        assertThat(elements(requests)).hasSize(1200);
    }

    private static List<Attributes> elements(List<NetlinkRequest> requests) {
        return requests.stream()
                .filter(request -> request.type() == NEW_ELEMENTS)
                .flatMap(request ->
                        new Attributes(request.body(), 4, request.body().length - 4).nested(3).all(-1).stream())
                .toList();
    }
}
