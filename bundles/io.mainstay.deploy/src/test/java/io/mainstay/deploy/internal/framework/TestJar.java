// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.framework;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles to drop, made of a manifest, a note that makes contents differ, and {@link ServingActivator}. */
public final class TestJar {
    private final Manifest manifest = new Manifest();
    private String note = "";

    private TestJar(String name, String version) {
        header("Manifest-Version", "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", name);
        header("Bundle-Version", version);
        header("Import-Package", "org.osgi.framework");
    }

    /** A bundle whose activator registers a {@code Supplier} service with its name and version. */
    public static TestJar serving(String name, String version) {
        return new TestJar(name, version).header("Bundle-Activator", ServingActivator.class.getName());
    }

    /** A bundle without code that runs. */
    public static TestJar plain(String name, String version) {
        return new TestJar(name, version);
    }

    public TestJar header(String name, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(name), value);
        return this;
    }

    public TestJar withoutHeader(String name) {
        manifest.getMainAttributes().remove(new Attributes.Name(name));
        return this;
    }

    public TestJar note(String text) {
        note = text;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String activator = ServingActivator.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = ServingActivator.class.getClassLoader().getResourceAsStream(activator)) {
            jar.putNextEntry(new JarEntry(activator));
            code.transferTo(jar);
            jar.putNextEntry(new JarEntry("note.txt"));
            jar.write(note.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Appears in one step, as {@code mv} does it. */
    public Path moveTo(Path file) throws IOException {
        Path hidden = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.write(hidden, bytes());
        return Files.move(hidden, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Is truncated and written again, as {@code cp} does it. */
    public Path copyTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** The headers, for messages. */
    @Override
    public String toString() {
        return Map.copyOf(manifest.getMainAttributes()).toString();
    }
}
