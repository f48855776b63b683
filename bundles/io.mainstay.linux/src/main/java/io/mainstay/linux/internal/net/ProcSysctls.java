// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Sysctls;
import io.mainstay.platform.net.SystemCallException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Sysctls by their files, which show the namespace of the thread that opens them. Thread-safety: any thread. */
final class ProcSysctls implements Sysctls {
    private static final Path ROOT = Path.of("/proc/sys/net");

    private final Namespace namespace;

    ProcSysctls(Namespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public Optional<String> read(String path) {
        try {
            return namespace.call(() -> {
                try {
                    return Optional.of(Files.readString(file(path)).strip());
                } catch (IOException e) {
                    return Optional.empty();
                }
            });
        } catch (SystemCallException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String path, String value) throws SystemCallException {
        namespace.call(() -> {
            try {
                Files.writeString(file(path), value, StandardOpenOption.WRITE);
                return null;
            } catch (NoSuchFileException e) {
                throw new SystemCallException("open", file(path).toString(), Errno.ENOENT);
            } catch (AccessDeniedException e) {
                throw new SystemCallException("open", file(path).toString(), Errno.EACCES);
            } catch (IOException e) {
                boolean readOnly = String.valueOf(e.getMessage()).contains("Read-only");
                throw new SystemCallException(
                        "write",
                        file(path) + " = " + value,
                        readOnly ? Errno.EACCES : Errno.EINVAL,
                        String.valueOf(e.getMessage()));
            }
        });
    }

    private static Path file(String path) {
        Path file = ROOT.resolve(path).normalize();
        if (!file.startsWith(ROOT)) {
            throw new IllegalArgumentException("not a network setting: " + path);
        }
        return file;
    }
}
