// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal.hpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7541 appendix C, and what is no header block. */
class HeaderBlockTest {
    private final HeaderBlockReader reader = new HeaderBlockReader();

    private List<String> read(String hex) throws HeaderBlockReader.Malformed {
        return read(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private List<String> read(byte[] block) throws HeaderBlockReader.Malformed {
        List<String> fields = new ArrayList<>();
        reader.read(block, (name, value) -> fields.add(name + ": " + value));
        return fields;
    }

    @Test
    void responsesWithHuffmanCodesAreRead() throws Exception {
        assertThat(read("4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6"
                        + "2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3"))
                .containsExactly(
                        ":status: 302",
                        "cache-control: private",
                        "date: Mon, 21 Oct 2013 20:13:21 GMT",
                        "location: https://www.example.com");
        assertThat(read("4883 640e ffc1 c0bf"))
                .containsExactly(
                        ":status: 307",
                        "cache-control: private",
                        "date: Mon, 21 Oct 2013 20:13:21 GMT",
                        "location: https://www.example.com");
        assertThat(read("88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab"
                        + "77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f"
                        + "9587 3160 65c0 03ed 4ee5 b106 3d50 07"))
                .contains(
                        ":status: 200",
                        "content-encoding: gzip",
                        "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
    }

    @Test
    void literalsAreReadAndKept() throws Exception {
        assertThat(read("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572"))
                .containsExactly("custom-key: custom-header");
        assertThat(read("be")).containsExactly("custom-key: custom-header");
        assertThat(read("040c 2f73 616d 706c 652f 7061 7468")).containsExactly(":path: /sample/path");
        assertThat(read("1008 7061 7373 776f 7264 0673 6563 7265 74")).containsExactly("password: secret");
        assertThat(read("20")).isEmpty();
        assertThatThrownBy(() -> read("be")).isInstanceOf(HeaderBlockReader.Malformed.class);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        String longValue = "x".repeat(5000);
        assertThat(read(new HeaderBlockWriter()
                        .add(":method", "GET")
                        .add("x-long", longValue)
                        .add("x", "y".repeat(127))
                        .toBytes()))
                .containsExactly(":method: GET", "x-long: " + longValue, "x: " + "y".repeat(127));
    }

    @Test
    void everyByteHasItsCode() throws Exception {
        // The code of '!' (0x3f8, 10 bits) padded with ones; and all printable characters by way of a whole word.
        assertThat(Huffman.decode(new byte[] {(byte) 0xfe, 0x3f}, 0, 2)).containsExactly('!');
        byte[] text = HexFormat.of().parseHex("f1e3c2e5f23a6ba0ab90f4ff");
        assertThat(new String(Huffman.decode(text, 0, text.length), StandardCharsets.US_ASCII))
                .isEqualTo("www.example.com");
        assertThat(Huffman.decode(new byte[0], 0, 0)).isEmpty();
    }

    @Test
    void wrongPaddingAndTheEndsOwnSymbolAreNoCode() {
        assertThat(Huffman.decode(new byte[] {0x18}, 0, 1)).as("zeros").isNull();
        assertThat(Huffman.decode(new byte[] {(byte) 0xff}, 0, 1))
                .as("a whole byte of ones")
                .isNull();
        assertThat(Huffman.decode(new byte[] {-1, -1, -1, -1}, 0, 4))
                .as("the end")
                .isNull();
    }

    @Test
    void everyTruncationIsMalformed() throws Exception {
        byte[] whole = HexFormat.of().parseHex("400a637573746f6d2d6b65790d637573746f6d2d686561646572");
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(HeaderBlockReader.Malformed.class);
        }
        for (String bad : List.of("80", "ff8080808080", "3fe21f", "bf")) {
            assertThatThrownBy(() -> read(bad)).as(bad).isInstanceOf(HeaderBlockReader.Malformed.class);
        }
    }

    @Test
    void anyBytesAreReadOrMalformed() {
        Random random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                new HeaderBlockReader().read(bytes, (name, value) -> {});
            } catch (HeaderBlockReader.Malformed e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
