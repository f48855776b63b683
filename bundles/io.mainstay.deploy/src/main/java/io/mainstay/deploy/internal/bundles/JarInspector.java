// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import io.mainstay.deploy.internal.watch.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Decides whether a file is a complete bundle. It is copied first and the copy is checked, so that what was checked is what
 * gets installed, whatever happens to the file meanwhile. Complete means: the file did not change while it was copied, the
 * zip directory is there, and every entry unpacks with the right checksum.
 *
 * <p>Thread-safety: one call at a time.
 */
final class JarInspector {
    private final Path copies;
    private long serial;

    /** @param copies an own, writable folder */
    JarInspector(Path copies) {
        this.copies = copies;
    }

    Inspection inspect(Path file, int folder, FileStamp stamp) {
        if (stamp.size() == 0) {
            return new Inspection.Incomplete("the file is empty");
        }
        Path copy = copies.resolve(serial++ + ".jar");
        Inspection inspection;
        try {
            inspection = inspect(file, folder, stamp, copy);
        } catch (IOException e) {
            inspection = new Inspection.Incomplete("it cannot be read: " + reason(e));
        }
        if (!(inspection instanceof Inspection.Complete)) {
            discard(copy);
        }
        return inspection;
    }

    private Inspection inspect(Path file, int folder, FileStamp stamp, Path copy) throws IOException {
        CRC32C crc = new CRC32C();
        Files.createDirectories(copies);
        try (OutputStream out = new CheckedOutputStream(Files.newOutputStream(copy), crc)) {
            Files.copy(file, out);
        }
        if (!Optional.of(stamp).equals(FileStamp.of(file))) {
            return new Inspection.Incomplete("it is being written");
        }
        Manifest manifest;
        try {
            manifest = readAll(copy);
        } catch (ZipException e) {
            return new Inspection.Incomplete("it is cut off or damaged: " + reason(e));
        }
        if (manifest == null) {
            return new Inspection.Unusable("it has no manifest (META-INF/MANIFEST.MF), so it is no bundle");
        }
        Attributes headers = manifest.getMainAttributes();
        String symbolicName = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (symbolicName == null) {
            return new Inspection.Unusable(
                    "it is a plain jar, no bundle: its manifest has no Bundle-SymbolicName (build it with bnd)");
        }
        String versionText = Optional.ofNullable(headers.getValue(Constants.BUNDLE_VERSION))
                .map(String::strip)
                .orElse("");
        Version version;
        try {
            version = Version.parseVersion(versionText);
        } catch (IllegalArgumentException e) {
            return new Inspection.Unusable("its Bundle-Version '" + versionText
                    + "' is no OSGi version: expected major.minor.micro.qualifier, such as 1.2.0");
        }
        String[] clauses = symbolicName.split(";");
        boolean singleton = symbolicName
                .substring(clauses[0].length())
                .replaceAll("[\\s\"]", "")
                .toLowerCase(Locale.ROOT)
                .contains("singleton:=true");
        return new Inspection.Complete(new Candidate(
                file,
                folder,
                stamp.modified().toMillis(),
                clauses[0].strip(),
                version,
                new Candidate.Content(stamp.size(), crc.getValue()),
                headers.getValue(Constants.FRAGMENT_HOST) != null,
                singleton,
                copy));
    }

    /** Unpacks every entry; null when there is no manifest. */
    private static Manifest readAll(Path jar) throws IOException {
        Manifest manifest = null;
        byte[] buffer = new byte[16 * 1024];
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                CRC32 crc = new CRC32();
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int n; (n = in.read(buffer)) > 0; ) {
                        crc.update(buffer, 0, n);
                    }
                } catch (IOException e) {
                    throw new ZipException("entry " + entry.getName() + ": " + reason(e));
                }
                if (entry.getCrc() != -1 && crc.getValue() != entry.getCrc()) {
                    throw new ZipException("entry " + entry.getName() + " is damaged");
                }
                if (entry.getName().equalsIgnoreCase("META-INF/MANIFEST.MF")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        manifest = new Manifest(in);
                    }
                }
            }
        }
        return manifest;
    }

    /** Deletes a private copy that is no longer needed. */
    static void discard(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit(); // our own folder, wiped with the bundle cache anyway
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
