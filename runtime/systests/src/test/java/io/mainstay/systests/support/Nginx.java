// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real nginx with one server, which answers each request with its own name. */
public final class Nginx implements AutoCloseable {
    private final Path folder;
    private final String name;
    private final String address;
    private final int port;
    private final String tls;
    private Process process;

    private Nginx(Path folder, String name, int port, String tls) {
        this.folder = folder;
        this.name = name;
        this.address = Loopback.next();
        this.port = port;
        this.tls = tls;
    }

    public static boolean isInstalled() {
        return Exec.isInstalled("nginx");
    }

    public static Nginx http(Path folder, String name) {
        return new Nginx(folder, name, 8080, "").start();
    }

    public static Nginx https(Path folder, String name, Certificate certificate) {
        String tls = "ssl_certificate " + certificate.pem() + "; ssl_certificate_key " + certificate.key() + ";";
        return new Nginx(folder, name, 8443, tls).start();
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    /** As the console names it. */
    public String endpoint() {
        return address + ":" + port;
    }

    /** Two words, as keepalived.conf wants them. */
    public String inConfig() {
        return address + " " + port;
    }

    /** Starts it (again), and waits until it takes connections. */
    public Nginx start() {
        try {
            Path home = Files.createDirectories(folder.resolve("nginx-" + name));
            Path config = home.resolve("nginx.conf");
            Files.writeString(config, config(home));
            process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "PATH=$PATH:/usr/sbin; exec nginx -e '" + home + "/error.log' -p '" + home + "' -c '"
                                    + config + "'")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("out.log").toFile())
                    .start();
            Await.until(
                    "nginx " + name + " listens",
                    Duration.ofSeconds(10),
                    this::accepts,
                    () -> read(home.resolve("out.log")));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String config(Path home) {
        return """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    keepalive_timeout 0;
                    server {
                        listen %2$s:%3$d%4$s;
                        %5$s
                        location / { return 200 "%6$s\\n"; }
                        location /broken { return 503 "out of order\\n"; }
                    }
                }
                """.formatted(home, address, port, tls.isEmpty() ? "" : " ssl", tls, name);
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Kills it the hard way, and waits until nobody listens any more. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Await.until("nginx " + name + " is gone", Duration.ofSeconds(10), () -> !accepts());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The configuration of several back ends behind one address, each with the same check. */
    public static String virtualServer(String address, String lines, String check, List<Nginx> backEnds) {
        StringBuilder text = new StringBuilder();
        text.append("virtual_server ").append(address).append(" {\n").append(lines.indent(4));
        for (Nginx backEnd : backEnds) {
            text.append("    real_server ").append(backEnd.inConfig()).append(" {\n");
            text.append(check.indent(8)).append("    }\n");
        }
        return text.append("}\n").toString();
    }
}
