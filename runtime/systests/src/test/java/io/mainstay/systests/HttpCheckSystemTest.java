// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Certificate;
import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Daemon;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP_GET and SSL_GET in all versions against a real nginx, which wants methods, headers, passwords and certificates. */
class HttpCheckSystemTest {
    private final String address = Loopback.next();

    @TempDir
    Path folder;

    @BeforeAll
    static void nginx() {
        assumeTrue(Nginx.isInstalled(), "SKIPPED: there is no nginx; on Debian: apt-get install nginx-light");
    }

    private Daemon nginx(Certificate server, Certificate client) throws IOException {
        Files.writeString(folder.resolve("passwords"), "watcher:{PLAIN}secret\n");
        String locations = """
                        location / { return 200 "plain\\n"; }
                        location /put { if ($request_method != PUT) { return 405; } return 200 "put\\n"; }
                        location /header { if ($http_x_who != "a checker") { return 400; } return 200 "ok\\n"; }
                        location /login { auth_basic "x"; auth_basic_user_file %1$s/passwords; return 200; }
                        location /secret { auth_basic "x"; auth_basic_user_file %1$s/passwords; alias %1$s/www; }
                        location /status { add_header X-Weight "50%%"; return 200 '{"db": {"up": true, "lag": 0.0}}'; }
                        location /big { alias %1$s/big; }
                """.formatted(folder);
        Files.createDirectories(folder.resolve("www"));
        Files.writeString(folder.resolve("www/file"), "for those who know\n");
        Files.write(folder.resolve("big"), new byte[300_000]);
        Path config = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server { listen %2$s:8080; %3$s }
                    server { listen %2$s:8082 http2; %3$s }
                    server {
                        listen %2$s:8443 ssl http2;
                        ssl_certificate %4$s;
                        ssl_certificate_key %5$s;
                        ssl_client_certificate %6$s;
                        ssl_verify_client on;
                        %3$s
                    }
                }
                """.formatted(
                        folder, address, locations, server.pem(), server.key(), client.pem()));
        return new Daemon(
                "nginx",
                folder.resolve("nginx.log"),
                address,
                8443,
                List.of("sh", "-c", "PATH=$PATH:/usr/sbin; exec nginx -e " + folder + "/error.log -c " + config));
    }

    @Test
    void speaksAllVersionsAndJudgesWhatItIsTold() throws IOException {
        Certificate server = Certificate.selfSigned(Files.createDirectory(folder.resolve("s")), "web.test");
        Certificate client = Certificate.selfSigned(Files.createDirectory(folder.resolve("c")), "checker.test");
        String trust = "tls_verify\nsni_name web.test\nca_file " + server.pem() + "\n";
        String tls = "connect_port 8443\n" + trust;
        String json = "path /status\nexpect_json $.db.up true\nexpect_json db.lag 0\nexpect_header X-Weight %$\n"
                + "expect_header content-type\n";
        Map<String, String> http = new LinkedHashMap<>();
        http.put("1.0", "url {\npath /\nregex ^plain\n}");
        http.put("1.1", "http_protocol 1.1\nurl {\npath /\nregex ^plain\n}");
        http.put("PUT", "url {\npath /put\nmethod PUT\nbody x\n}");
        http.put("header", "http_protocol 1.1\nurl {\npath /header\nheader X-Who a checker\n}");
        http.put("login", "url {\npath /secret/file\nbasic_auth watcher secret\nregex know\n}");
        http.put("json", "url {\n" + json + "}");
        http.put("HEAD", "http_protocol 1.1\nurl {\npath /big\nmethod HEAD\nmax_body 0\n}");
        http.put("h2c", "connect_port 8082\nhttp_protocol 2\nurl {\npath /\nregex ^plain\n}");
        http.put("h2c big", "connect_port 8082\nhttp_protocol 2\nurl {\npath /big\nmax_body 300000\n}");
        http.put("h2c PUT", "connect_port 8082\nhttp_protocol 2\nurl {\npath /put\nmethod PUT\nbody x\n}");
        http.put("h2c json", "connect_port 8082\nhttp_protocol 2\nurl {\n" + json + "}");
        http.put("bad: method", "url {\npath /put\n}");
        http.put("bad: login", "url {\npath /secret/file\nbasic_auth watcher guess\n}");
        http.put("bad: json", "url {\npath /status\nexpect_json $.db.up false\n}");
        http.put("bad: big", "url {\npath /big\nmax_body 299999\n}");
        http.put("bad: h2c on 1.1", "http_protocol 2\nurl {\npath /\n}");
        http.put(
                "bad: 404",
                "connect_port 8082\nhttp_protocol 2\nurl {\npath /secret/none\nbasic_auth watcher secret\n}");
        Map<String, String> ssl = new LinkedHashMap<>();
        ssl.put("1.1", tls + "http_protocol 1.1\nurl {\npath /\nregex ^plain\n}");
        ssl.put("2", tls + "http_protocol 2\nurl {\n" + json + "}\nurl {\npath /big\n}\nfast_recovery");
        ssl.put("expires", tls + "http_protocol 2\ntls_expiry_warning 60\nurl {\npath /\n}");
        ssl.put("bad: name", tls.replace("web.test", "other.test") + "url {\npath /\n}");
        StringBuilder config = new StringBuilder("SSL {\ncertificate " + client.pem() + "\nkey " + client.key()
                + "\n}\nvirtual_server " + Loopback.next() + " 80 {\n" + Configs.TIMING
                + "real_server " + address + " 8080 {\nweight 100\n");
        http.values().forEach(options -> config.append("HTTP_GET {\nconnect_timeout 5\n" + options + "\n}\n"));
        ssl.values().forEach(options -> config.append("SSL_GET {\nconnect_timeout 5\n" + options + "\n}\n"));

        try (Daemon nginx = nginx(server, client);
                MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                        .configure(config + "}\n}\n")
                        .start()) {
            assertAll(mainstay, "HTTP_GET", http);
            assertAll(mainstay, "SSL_GET", ssl);
            mainstay.awaitLog("SSL_GET#3: NONE -> WARNING: the certificate expires in 29 days");
            assertThat(mainstay.check("SSL_GET#3").get("state").getAsString()).isEqualTo("up");

            nginx.kill();
            mainstay.await("it is down", () -> state(mainstay, "SSL_GET#2").equals("down"));
            nginx.start();
            mainstay.await("it is back", () -> state(mainstay, "SSL_GET#2").equals("up"));
        }
    }

    @Test
    void serverSaysItsOwnWeight() throws IOException {
        Certificate any = Certificate.selfSigned(folder, "web.test");
        try (Daemon nginx = nginx(any, any);
                MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                        .configure("virtual_server " + Loopback.next() + " 80 {\n" + Configs.TIMING + "real_server "
                                + address + " 8080 {\nweight 80\nHTTP_GET {\nurl {\npath /status\nweight_header"
                                + " X-Weight\n}\n}\n}\n}\n")
                        .start()) {
            mainstay.await(
                    "half of the weight",
                    () -> mainstay.realServer(address + ":8080")
                            .map(rs -> rs.get("weight").getAsInt() == 40)
                            .orElse(false));
        }
    }

    private static void assertAll(MainstayProcess mainstay, String type, Map<String, String> checks) {
        int ordinal = 0;
        for (String name : checks.keySet()) {
            String check = type + (++ordinal == 1 ? "" : "#" + ordinal);
            mainstay.await(
                    type + " " + name + " is judged",
                    () -> mainstay.check(check).get("decided").getAsBoolean());
            assertThat(state(mainstay, check))
                    .as(() -> type + " " + name + ": " + mainstay.check(check).get("last"))
                    .isEqualTo(name.startsWith("bad") ? "down" : "up");
        }
    }

    private static String state(MainstayProcess mainstay, String check) {
        return mainstay.check(check).get("state").getAsString();
    }
}
