// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Lan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An nginx on a host, on port 80 of all its addresses; answers with its name, and with a large file. */
final class WebServer implements AutoCloseable {
    private static final int LARGE = 3_000_000;

    private final Lan.Host host;
    private final Path home;
    private final String name;
    private Process process;

    WebServer(Lan.Host host, Path folder, String name) {
        this.host = host;
        this.home = folder.resolve("nginx-" + name);
        this.name = name;
        try {
            Files.createDirectories(home);
            Files.write(home.resolve("large"), new byte[LARGE]);
            Files.writeString(home.resolve("nginx.conf"), """
                    user root;
                    daemon off;
                    master_process off;
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events { worker_connections 256; }
                    http {
                        access_log off;
                        client_body_temp_path %1$s/body;
                        proxy_temp_path %1$s/proxy;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                        keepalive_timeout 0;
                        server {
                            listen 80;
                            root %1$s;
                            location = / { return 200 "%2$s\\n"; }
                        }
                    }
                    """.formatted(home, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Lan.Host host() {
        return host;
    }

    String name() {
        return name;
    }

    WebServer start() {
        try {
            process = new ProcessBuilder(host.inside(
                            "nginx",
                            "-e",
                            home.resolve("error.log").toString(),
                            "-p",
                            home.toString(),
                            "-c",
                            home.resolve("nginx.conf").toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("out.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(
                "nginx " + name + " answers",
                Duration.ofSeconds(60),
                () -> Exec.run(host.inside("curl", "-s", "-m", "2", "http://" + host.address() + "/"))
                                .exitCode()
                        == 0);
        return this;
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a virtual server needs to be served by these directly. */
    static void takeDirectly(String address, List<WebServer> servers) {
        for (WebServer server : servers) {
            server.host.sh("sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2"
                    + " net.ipv4.conf.eth0.arp_ignore=1 net.ipv4.conf.eth0.arp_announce=2");
            server.host.sh("ip addr add " + address + "/32 dev lo");
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
