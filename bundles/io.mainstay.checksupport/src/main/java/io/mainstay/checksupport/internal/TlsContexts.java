// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.model.SslSettings;
import io.mainstay.checksupport.TlsOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS contexts by the files that they are made of. Files are read on a thread of this object's own, never on a lane; once a
 * minute of use it is looked whether they have changed, and the old context serves until the new one is ready.
 *
 * <p>Thread-safety: any thread.
 */
final class TlsContexts implements AutoCloseable {
    private static final long RECHECK_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final List<String> SYSTEM_AUTHORITIES =
            List.of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem");

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService loader;

    private record Key(SslSettings files, boolean verify) {}

    private static final class Entry {
        private final SslContext context;
        private final List<Long> stamps;
        private volatile long checkedNanos = System.nanoTime();

        Entry(SslContext context, List<Long> stamps) {
            this.context = context;
            this.stamps = stamps;
        }
    }

    TlsContexts() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "check-tls-files");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        loader = pool;
    }

    @Override
    public void close() {
        loader.shutdownNow();
        entries.clear();
    }

    /** The context if it is there, else null; may start to renew it. */
    SslContext ready(TlsOptions tls) {
        Key key = new Key(tls.files(), tls.verify());
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        long now = System.nanoTime();
        if (now - entry.checkedNanos > RECHECK_NANOS && !loader.isShutdown()) {
            entry.checkedNanos = now;
            loader.execute(() -> renew(key, entry));
        }
        return entry.context;
    }

    /** Reads the files and builds the context. Completes exceptionally with a message for the operator. */
    CompletableFuture<SslContext> load(TlsOptions tls) {
        Key key = new Key(tls.files(), tls.verify());
        return CompletableFuture.supplyAsync(() -> entries.computeIfAbsent(key, TlsContexts::build).context, loader);
    }

    private void renew(Key key, Entry old) {
        if (stamps(key.files).equals(old.stamps)) {
            return;
        }
        try {
            entries.replace(key, old, build(key));
        } catch (TlsFileException e) {
            // Half-written files are read again in a minute; a probe that needs the new ones will say what is wrong.
            old.checkedNanos = System.nanoTime();
        }
    }

    private static Entry build(Key key) {
        List<Long> stamps = stamps(key.files);
        SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(SslProvider.JDK).sessionCacheSize(1);
        if (key.files.certificateFile().isPresent()) {
            addIdentity(builder, key.files);
        }
        if (!key.verify) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else {
            Optional<String> authorities = key.files.caFile().or(TlsContexts::systemAuthorities);
            // None: those that the Java runtime brings along.
            authorities.ifPresent(file -> readAuthorities(builder, file));
        }
        try {
            return new Entry(builder.build(), stamps);
        } catch (SSLException e) {
            throw new TlsFileException("cannot set TLS up: " + e.getMessage(), e);
        }
    }

    private static void readAuthorities(SslContextBuilder builder, String file) {
        try {
            builder.trustManager(PemFiles.certificates(new File(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsFileException(
                    "cannot read authorities from " + file + ": " + e.getMessage() + "; expected PEM certificates", e);
        }
    }

    private static void addIdentity(SslContextBuilder builder, SslSettings files) {
        String certificates = files.certificateFile().orElseThrow();
        String key = files.keyFile().orElse(certificates);
        try {
            builder.keyManager(
                    PemFiles.privateKey(new File(key), files.password().orElse(null)),
                    PemFiles.certificates(new File(certificates)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsFileException(
                    "cannot use client certificate " + certificates + " with key " + key + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> systemAuthorities() {
        return SYSTEM_AUTHORITIES.stream()
                .filter(file -> new File(file).isFile())
                .findFirst();
    }

    private static List<Long> stamps(SslSettings files) {
        List<Long> stamps = new ArrayList<>();
        Stream.of(files.caFile(), files.certificateFile(), files.keyFile())
                .flatMap(Optional::stream)
                .forEach(file -> stamps.add(new File(file).lastModified()));
        return stamps;
    }

    /**
     * The handler of one connection. Its engine is told {@code verifyName}, which the certificate must be for, and in place
     * of a port a number that no other one has: the JDK looks for a session to resume by both, and a probe is to see the
     * certificate that the server shows now.
     */
    SslHandler handler(SslContext context, ByteBufAllocator allocator, TlsOptions tls) {
        SslHandler handler =
                context.newHandler(allocator, tls.verifyName(), connections.incrementAndGet() & Integer.MAX_VALUE);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(tls.serverName()
                .<List<javax.net.ssl.SNIServerName>>map(
                        name -> List.of(new SNIHostName(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .orElse(List.of()));
        parameters.setEndpointIdentificationAlgorithm(tls.verify() ? "HTTPS" : null);
        parameters.setApplicationProtocols(tls.applicationProtocols().toArray(String[]::new));
        engine.setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(0); // the line's own time-out covers it
        handler.setCloseNotifyFlushTimeoutMillis(1000);
        return handler;
    }

    /** What is wrong with a file, in the operator's words. */
    static final class TlsFileException extends RuntimeException {
        TlsFileException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
