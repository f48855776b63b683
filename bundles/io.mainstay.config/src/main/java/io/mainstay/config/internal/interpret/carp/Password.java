// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.carp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.carp.CarpInstance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code password TEXT}, or {@code password_file PATH}: the file's first line, as ucarp reads it. */
final class Password {
    private static final int LONGEST_LINE = 512;

    private Password() {}

    static Optional<String> read(BlockReader block) {
        Optional<ConfigNode> file = block.node("password_file");
        Optional<ConfigNode> given = block.node("password");
        if (file.isEmpty() && given.isEmpty()) {
            block.require(false, "password", "1 to 20 characters, the same on all members; or 'password_file PATH'");
            return Optional.empty();
        }
        if (file.isPresent() && given.isPresent()) {
            block.error(
                    DiagnosticKind.GENERAL,
                    file.get().at(),
                    "'password' and 'password_file' exclude each other",
                    "keep one of them");
            return Optional.empty();
        }
        if (given.isPresent()) {
            return block.text("password").flatMap(text -> fitting(block, text, given.get()));
        }
        return block.text("password_file").flatMap(path -> firstLine(block, path, file.get()));
    }

    private static Optional<String> fitting(BlockReader block, String text, ConfigNode node) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length >= 1 && length <= CarpInstance.LONGEST_PASSWORD) {
            return Optional.of(text);
        }
        block.error(
                DiagnosticKind.GENERAL,
                node.arguments().stream().findFirst().map(Word::at).orElse(node.at()),
                "the password has " + length + " bytes: expected 1 to " + CarpInstance.LONGEST_PASSWORD);
        return Optional.empty();
    }

    private static Optional<String> firstLine(BlockReader block, String path, ConfigNode node) {
        Word word = node.arguments().get(0);
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                block.error(DiagnosticKind.GENERAL, word.at(), "'" + path + "' is not a file with a password in it");
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LONGEST_LINE);
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            String line = end < 0 ? text : text.substring(0, end);
            if (line.endsWith("\r")) {
                block.warning(
                        DiagnosticKind.WARNING,
                        word.at(),
                        "the first line of '" + path + "' ends with a carriage return, which is part of the password,"
                                + " as with ucarp",
                        "convert the file on all members: sed -i 's/\\r$//' " + path);
            }
            return fitting(block, line, node);
        } catch (InvalidPathException | IOException e) {
            block.error(DiagnosticKind.GENERAL, word.at(), "'" + path + "' cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
