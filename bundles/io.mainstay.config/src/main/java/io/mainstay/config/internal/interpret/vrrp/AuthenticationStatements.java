// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpAuthentication.Hmac;
import io.mainstay.config.internal.interpret.Statements;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code authentication} and {@code auth_hmac}. */
final class AuthenticationStatements {
    private static final VrrpAuthentication NONE = new VrrpAuthentication.None();
    private static final int MOST_BYTES = 8;
    private static final int LEAST_KEY = 32;
    private static final int MOST_KEY = 64;

    private final BlockReader reader;

    AuthenticationStatements(BlockReader reader) {
        this.reader = reader;
    }

    VrrpAuthentication read(int version, boolean strict, Duration interval) {
        Optional<ConfigNode> password = Statements.merged(blocks("authentication"));
        Optional<ConfigNode> hmac = Statements.merged(blocks("auth_hmac"));
        VrrpAuthentication simple =
                password.map(node -> password(reader.within(node))).orElse(NONE);
        VrrpAuthentication signed =
                hmac.map(node -> hmac(reader.within(node), strict, interval)).orElse(NONE);
        if (password.isPresent() && hmac.isPresent()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    hmac.get().at(),
                    "'authentication' and 'auth_hmac' exclude each other",
                    "keep one of them");
        }
        if (simple != NONE && (version == 3 || strict)) {
            warn(
                    password.get().at(),
                    (version == 3 ? "VRRP version 3" : "strict mode") + " has no authentication; it is ignored",
                    "remove it");
            return signed;
        }
        return simple == NONE ? signed : simple;
    }

    private List<ConfigNode> blocks(String keyword) {
        return reader.blocks(keyword).stream().map(BlockReader::block).toList();
    }

    private void warn(Position at, String message, String hint) {
        reader.warning(DiagnosticKind.WARNING, at, message, hint);
    }

    private VrrpAuthentication password(BlockReader block) {
        Optional<String> type = block.choice("auth_type", Map.of("PASS", "PASS", "AH", "AH"));
        Optional<ConfigNode> node = block.node("auth_pass");
        Optional<String> given = block.text("auth_pass");
        block.rejectUnread();
        String password = given.orElse("");
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            warn(
                    node.get().argument(0).map(Word::at).orElseThrow(),
                    "a password has at most 8 bytes; the rest is cut off",
                    "all hosts cut alike");
        }
        if (type.isEmpty() || password.isEmpty()) {
            if (block.nodes("auth_type").isEmpty() || type.isPresent()) {
                warn(
                        block.block().at(),
                        "'authentication' needs 'auth_type' and 'auth_pass'; there is none",
                        "give both, or remove the block");
            }
            return NONE;
        }
        String cut = new String(bytes, 0, Math.min(MOST_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
        return type.get().equals("AH") ? new VrrpAuthentication.Ah(cut) : new VrrpAuthentication.Pass(cut);
    }

    private VrrpAuthentication hmac(BlockReader block, boolean strict, Duration interval) {
        Map<Integer, Hmac.Key> keys = new LinkedHashMap<>();
        for (ConfigNode node : block.nodes("key")) {
            key(block, node).ifPresent(key -> {
                if (keys.putIfAbsent(key.id(), key) != null) {
                    block.error(DiagnosticKind.GENERAL, node.at(), "there is a key " + key.id() + " already");
                }
            });
        }
        Optional<Integer> active = block.integer("active_key", 1, 255);
        boolean monotonic = block.choice("anti_replay", Map.of("time", false, "monotonic", true))
                .orElse(false);
        Duration window = block.integer("time_window", 1, 300)
                .map(Duration::ofSeconds)
                .orElseGet(() -> {
                    Duration three = interval.multipliedBy(3);
                    return three.compareTo(Duration.ofSeconds(5)) < 0 ? Duration.ofSeconds(5) : three;
                });
        Hmac.Mode mode = block.choice(
                        "mode",
                        Map.of(
                                "enforce",
                                Hmac.Mode.ENFORCE,
                                "permissive",
                                Hmac.Mode.PERMISSIVE,
                                "receive-only",
                                Hmac.Mode.RECEIVE_ONLY))
                .orElse(Hmac.Mode.ENFORCE);
        block.require(!keys.isEmpty(), "key", "an id from 1 to 255 and a secret");
        block.require(active.isPresent(), "active_key", "the id of the key that signs");
        block.rejectUnread();
        if (strict && mode != Hmac.Mode.ENFORCE) {
            warn(block.nodes("mode").get(0).at(), "strict mode enforces 'auth_hmac'", "remove 'mode'");
            mode = Hmac.Mode.ENFORCE;
        }
        if (active.isPresent() && !keys.isEmpty() && !keys.containsKey(active.get())) {
            block.error(
                    DiagnosticKind.GENERAL,
                    block.nodes("active_key").get(0).at(),
                    "there is no key " + active.get(),
                    "there are: " + keys.keySet());
        }
        return active.isEmpty() ? NONE : new Hmac(List.copyOf(keys.values()), active.get(), monotonic, window, mode);
    }

    private static Optional<Hmac.Key> key(BlockReader block, ConfigNode node) {
        block.rejectSurplus(node, 2);
        if (node.arguments().size() < 2) {
            block.error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'key' needs an id from 1 to 255 and a secret");
            return Optional.empty();
        }
        Optional<Integer> id = Values.integer(node.arguments().get(0).text())
                .filter(n -> n >= 1 && n <= 255)
                .map(Long::intValue);
        Word secret = node.arguments().get(1);
        String text = secret.text();
        if (id.isEmpty()) {
            block.error(
                    DiagnosticKind.INVALID_NUMBER,
                    node.arguments().get(0).at(),
                    "'" + node.arguments().get(0) + "' is not valid for 'key': expected an id from 1 to 255");
            return Optional.empty();
        }
        if (text.startsWith("file:/")) {
            return Optional.of(new Hmac.Key(id.get(), "", Optional.of(text.substring("file:".length()))));
        }
        String hex = text.startsWith("hex:")
                ? text.substring("hex:".length())
                : HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        if (!hex.matches("([0-9a-fA-F]{2}){" + LEAST_KEY + "," + MOST_KEY + "}")) {
            block.error(
                    DiagnosticKind.GENERAL,
                    secret.at(),
                    "this key is not valid: expected hex: and 64 to 128 digits, file: and an absolute path, or 32 to "
                            + "64 characters");
            return Optional.empty();
        }
        return Optional.of(new Hmac.Key(id.get(), hex, Optional.empty()));
    }
}
