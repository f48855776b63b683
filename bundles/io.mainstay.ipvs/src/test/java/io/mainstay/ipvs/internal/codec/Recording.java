// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.platform.netlink.Attributes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What ipvsadm 1.31 and the IPVS of Linux 6.1 said to each other, taken down by a netlink monitor ({@code nlmon}): per call
 * of ipvsadm, requests ({@code >}) and answers ({@code <}) as whole netlink messages. Little-endian.
 */
record Recording(String call, List<Message> messages) {
    private static final int HEADERS = 16 + 4;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;

    /**
     * One netlink message.
     *
     * @param request whether ipvsadm said it
     * @param command of the family; null for an acknowledgement, an error, and the end of a list
     * @param attributes behind both headers
     * @param errno of an error; 0 otherwise
     */
    record Message(boolean request, IpvsCommand command, byte[] attributes, int errno) {

        Attributes read() {
            return new Attributes(attributes, 0, attributes.length);
        }

        Attributes cutTo(int length) {
            return new Attributes(attributes, 0, length);
        }
    }

    static List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Recording.class.getResourceAsStream("ipvsadm.txt")), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("# ")) {
                    all.add(new Recording(line.substring("# ipvsadm ".length()), new ArrayList<>()));
                } else {
                    byte[] datagram = HexFormat.of().parseHex(line, 2, line.length());
                    split(line.startsWith("> "), datagram, all.get(all.size() - 1).messages);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** The first call that begins with these words. */
    static Recording of(String start) {
        return all().stream()
                .filter(r -> r.call.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not recorded: " + start));
    }

    Message request() {
        return messages.stream()
                .filter(m -> m.request && m.command != IpvsCommand.GET_INFO)
                .findFirst()
                .orElseThrow();
    }

    List<Message> answers(IpvsCommand command) {
        return messages.stream().filter(m -> !m.request && m.command == command).toList();
    }

    private static void split(boolean request, byte[] datagram, List<Message> to) {
        ByteBuffer in = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < datagram.length; at += (in.getInt(at) + 3) & ~3) {
            to.add(message(request, Arrays.copyOfRange(datagram, at, at + in.getInt(at))));
        }
    }

    private static Message message(boolean request, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int type = in.getShort(4) & 0xffff;
        if (type == NLMSG_ERROR || type == NLMSG_DONE) {
            return new Message(request, null, new byte[0], -in.getInt(16));
        }
        return new Message(
                request, IpvsCommand.of(bytes[16]).orElseThrow(), Arrays.copyOfRange(bytes, HEADERS, bytes.length), 0);
    }
}
