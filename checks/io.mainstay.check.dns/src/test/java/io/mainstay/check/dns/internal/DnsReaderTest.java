// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.check.dns.internal.DnsMessages.Rr;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsReaderTest {
    private static final byte[] QUERY = new DnsQuestion(
                    "Example.org",
                    DnsName.encode("Example.org").orElseThrow(),
                    DnsType.of("SOA").orElseThrow(),
                    true)
            .message(0x1234, false);
    /** Points to the question's name. */
    private static final byte[] OWNER = {(byte) 0xc0, 0x0c};

    private static byte[] bytes(Object... parts) {
        ByteBuffer all = ByteBuffer.allocate(512);
        for (Object part : parts) {
            if (part instanceof byte[] raw) {
                all.put(raw);
            } else if (part instanceof Short number) {
                all.putShort(number);
            } else if (part instanceof Integer number) {
                all.putInt(number);
            } else if (part instanceof Byte number) {
                all.put(number);
            } else {
                all.put(((String) part).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private static List<DnsAnswer.Entry> records(Rr... records) throws DnsReader.Malformed {
        return DnsReader.read(ByteBuffer.wrap(DnsMessages.answer(QUERY, 0, records)))
                .records();
    }

    private static String data(int type, byte[] data) throws DnsReader.Malformed {
        return records(new Rr(type, data)).get(0).data();
    }

    @Test
    void queryIsWhatTheRfcSays() {
        assertThat(HexFormat.of().formatHex(QUERY))
                .isEqualTo("123401000001000000000000" + "074578616d706c65036f726700" + "00060001");
        DnsQuestion root = new DnsQuestion(".", DnsName.encode(".").orElseThrow(), new DnsType(2, "NS"), false);
        assertThat(HexFormat.of().formatHex(root.message(1, true)))
                .isEqualTo("0011" + "000100000001000000000000" + "00" + "00020001");
    }

    @Test
    void recordsOfAllTypesAreRead() throws Exception {
        byte[] mail = bytes((byte) 4, "mail", OWNER);
        assertThat(data(DnsType.A, new byte[] {(byte) 192, 0, 2, 1})).isEqualTo("192.0.2.1");
        assertThat(data(DnsType.AAAA, DnsMessages.address("2001:db8::1"))).isEqualTo("2001:db8::1");
        assertThat(data(DnsType.NS, mail)).isEqualTo("mail.example.org");
        assertThat(data(DnsType.CNAME, OWNER)).isEqualTo("example.org");
        assertThat(data(DnsType.PTR, new byte[1])).isEqualTo(".");
        assertThat(data(DnsType.MX, bytes((short) 10, mail))).isEqualTo("10 mail.example.org");
        assertThat(data(DnsType.SRV, bytes((short) 1, (short) 2, (short) 443, mail)))
                .isEqualTo("1 2 443 mail.example.org");
        assertThat(data(DnsType.TXT, bytes((byte) 3, "one", (byte) 4, " two"))).isEqualTo("one two");
        assertThat(data(DnsType.SOA, bytes(mail, OWNER, -1, 2, 3, 4, 5)))
                .isEqualTo("mail.example.org example.org 4294967295 2 3 4 5");
        assertThat(data(DnsType.DS, bytes((short) 7, (byte) 8, (byte) 2, (short) 0x1122)))
                .isEqualTo("7 8 2 1122");
        assertThat(data(DnsType.DNSKEY, bytes((short) 257, (byte) 3, (byte) 8, "key")))
                .isEqualTo("257 3 8 a2V5");
        assertThat(data(DnsType.RRSIG, bytes((short) 6, (byte) 8, (byte) 2, 300, 20, 10, (short) 9, mail, "sig")))
                .isEqualTo("SOA 8 2 300 20 10 9 mail.example.org c2ln");
        assertThat(data(65, new byte[] {1, 2})).isEqualTo("\\# 2 0102");
        assertThat(data(65, new byte[0])).isEqualTo("\\# 0");
    }

    @Test
    void responsesToOthersAndQueriesAreNone() {
        byte[] answer = DnsMessages.answer(QUERY, 0);
        assertThat(DnsReader.isResponse(ByteBuffer.wrap(answer), 0x1234)).isTrue();
        assertThat(DnsReader.isResponse(ByteBuffer.wrap(answer), 0x1235)).isFalse();
        assertThat(DnsReader.isResponse(ByteBuffer.wrap(QUERY), 0x1234)).isFalse();
        assertThat(DnsReader.isResponse(ByteBuffer.wrap(answer, 0, 11), 0x1234)).isFalse();
    }

    @Test
    void everyTruncationIsMalformedAndNothingWorse() {
        byte[] whole = DnsMessages.answer(
                QUERY, 0, new Rr(DnsType.MX, bytes((short) 10, (byte) 4, "mail", OWNER)), DnsMessages.a("192.0.2.1"));
        for (int length = DnsReader.HEADER; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> DnsReader.read(cut)).isInstanceOf(DnsReader.Malformed.class);
        }
    }

    @Test
    void truncatedAnswerMayHaveFewerRecordsThanItSays() throws Exception {
        byte[] message = DnsMessages.answer(QUERY, DnsMessages.TRUNCATED, DnsMessages.a("192.0.2.1"));
        message[7] = 9;
        assertThat(DnsReader.read(ByteBuffer.wrap(message)).records()).hasSize(1);
    }

    @Test
    void namesThatTurnInCirclesAreMalformed() {
        byte[] message = DnsMessages.answer(QUERY, 0, new Rr(DnsType.NS, OWNER));
        int data = message.length - 2;
        message[data] = (byte) (0xc0 | data >> 8);
        message[data + 1] = (byte) data;
        assertThatThrownBy(() -> DnsReader.read(ByteBuffer.wrap(message)))
                .isInstanceOf(DnsReader.Malformed.class)
                .hasMessageContaining("points to itself");
    }

    @Test
    void anyBytesAreReadOrMalformed() {
        Random random = new Random(7);
        byte[] whole = DnsMessages.answer(
                QUERY, 0, new Rr(DnsType.SOA, bytes(OWNER, OWNER, 1, 2, 3, 4, 5)), DnsMessages.a("192.0.2.1"));
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                changed[DnsReader.HEADER - 8 + random.nextInt(changed.length - 4)] = (byte) random.nextInt();
            }
            try {
                DnsReader.read(ByteBuffer.wrap(changed));
            } catch (DnsReader.Malformed e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void namesInTextHaveEscapes() {
        assertThat(DnsName.encode("a\\.b.c"))
                .hasValueSatisfying(n -> assertThat(n).containsExactly(3, 'a', '.', 'b', 1, 'c', 0));
        assertThat(DnsName.encode("\\255."))
                .hasValueSatisfying(n -> assertThat(n).containsExactly(1, 255, 0));
        assertThat(DnsName.encode("")).hasValueSatisfying(n -> assertThat(n).containsExactly(0));
        for (String bad : List.of("a..b", ".a", "a b", "\\256", "\\25", "\\", "x".repeat(64), "x.".repeat(200))) {
            assertThat(DnsName.encode(bad)).as(bad).isEmpty();
        }
    }
}
