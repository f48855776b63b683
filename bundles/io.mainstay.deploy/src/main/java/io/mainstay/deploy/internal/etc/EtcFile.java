// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import io.mainstay.api.config.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one file by its name's rules. Pure. */
final class EtcFile {
    private static final String JSON = ".json";
    private static final String CFG = ".cfg";

    private EtcFile() {}

    /** Whether a file is for Config Admin. Everything else in the folder is somebody else's. */
    static boolean isConfiguration(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(JSON) || name.endsWith(CFG));
    }

    static ParsedFile parse(Path file, byte[] bytes) {
        Position whole = Position.of(file.toString());
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return ParsedFile.broken(whole, "the file is not UTF-8 text", "save it in UTF-8");
        }
        if (text.isBlank()) {
            return ParsedFile.broken(whole, "the file is empty", "write the configuration into it, or delete the file");
        }
        String name = file.getFileName().toString();
        boolean json = name.endsWith(JSON);
        Optional<Pid> pid = Pid.parse(name.substring(0, name.length() - (json ? JSON : CFG).length()));
        if (pid.isEmpty()) {
            return ParsedFile.broken(
                    whole,
                    "the file name names no configuration",
                    "expected PID.json, FACTORYPID~NAME.json, PID.cfg or FACTORYPID~NAME.cfg");
        }
        return json
                ? new ResourceJson(file.toString()).parse(pid.get(), text)
                : CfgText.parse(file.toString(), pid.get(), text);
    }
}
