// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * System bundles whose classes the JVM's own class loader loads (OSGi Core R8, chapter 60, Connect): it takes them from the
 * class-data archive, lambdas included, without a look at the jar. A bundle's own class loader reads, unpacks and defines each
 * class, and its lambdas are spun at run time. Measured in docs/decisions/0009-connect.md.
 *
 * <p>They are bundles in every other respect: wired, started, stopped, with their components and services. What is deployed
 * while the process runs (checks/, plugins/) has class loaders of its own as ever, and sees of these bundles only what they
 * export.
 *
 * <p>Thread-safety: as the framework calls it, one thread after the other.
 */
final class ClassPathBundles implements ModuleConnector {
    private static final String SCHEME = "connect:";

    private final Map<String, Path> jars = new HashMap<>();
    private final Map<String, Jar> contents = new HashMap<>();

    /** @param classPath as in {@code java.class.path} */
    ClassPathBundles(String classPath) {
        for (String element : classPath.split(File.pathSeparator)) {
            if (element.endsWith(".jar")) {
                Path jar = Path.of(element);
                jars.put(SCHEME + jar.getFileName(), jar);
            }
        }
    }

    /**
     * What to install a jar by: as a part of the class path when it is one, by reference otherwise. A bundle with a class path
     * of its own inside (embedded jars) needs a class loader of its own.
     */
    String location(Path jar) throws IOException {
        String location = SCHEME + jar.getFileName();
        if (!jar.equals(jars.get(location))) {
            return "reference:" + jar.toUri();
        }
        Jar content = new Jar(jar);
        if (content.headers().containsKey(Constants.BUNDLE_CLASSPATH)) {
            return "reference:" + jar.toUri();
        }
        contents.put(location, content);
        return location;
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {}

    @Override
    public Optional<ConnectModule> connect(String location) {
        return Optional.ofNullable(contents.get(location)).map(content -> () -> content);
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }

    /** Open until the process ends: the framework opens and closes it, but asks in between too. */
    private static final class Jar implements ConnectContent {
        private final JarFile file;
        private final Map<String, String> headers = new HashMap<>();

        Jar(Path path) throws IOException {
            // Signatures are not verified: the class path's are not either.
            file = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new IOException("it has no manifest");
            }
            manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
            // The native libraries stand in lib/native, where the JVM's own loader finds them.
            headers.remove(Constants.BUNDLE_NATIVECODE);
        }

        Map<String, String> headers() {
            return headers;
        }

        @Override
        public void open() {}

        @Override
        public void close() {}

        @Override
        public Optional<ClassLoader> getClassLoader() {
            return Optional.of(ClassPathBundles.class.getClassLoader());
        }

        @Override
        public Optional<Map<String, String>> getHeaders() {
            return Optional.of(headers);
        }

        @Override
        public Iterable<String> getEntries() {
            return file.stream().map(JarEntry::getName).collect(Collectors.toList());
        }

        @Override
        public Optional<ConnectEntry> getEntry(String name) {
            return Optional.ofNullable(file.getJarEntry(name)).map(entry -> new Entry(file, entry));
        }
    }

    private record Entry(JarFile file, JarEntry entry) implements ConnectContent.ConnectEntry {
        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new BufferedInputStream(file.getInputStream(entry));
        }
    }
}
