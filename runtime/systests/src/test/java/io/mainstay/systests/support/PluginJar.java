// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The example's checker bundle, as its own build made it. */
public final class PluginJar {
    private PluginJar() {}

    public static Path hello() {
        Path jar = Path.of(System.getProperty("mainstay.hello-check"))
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + ": is missing; run mvn -f plugins-examples/hello-check package");
        }
        return jar;
    }

    /** The bytes of the same bundle with another version. */
    public static byte[] helloOfVersion(String version) {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(Files.readAllBytes(hello())))) {
            Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
