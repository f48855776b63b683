// SPDX-License-Identifier: Apache-2.0
package io.mainstay.example.backends;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the three servers with the bundle and stops them with it. */
@Component(
        service = {},
        immediate = true)
public final class DemoBackends {
    private static final Logger LOG = LoggerFactory.getLogger(DemoBackends.class);
    private static final int FIRST_PORT = 8081;
    private static final String[] NAMES = {"one", "two", "three"};

    private final List<HttpServer> servers = new ArrayList<>();

    @Activate
    public DemoBackends() {
        for (int i = 0; i < NAMES.length; i++) {
            start(NAMES[i], FIRST_PORT + i);
        }
    }

    private void start(String name, int port) {
        try {
            InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(here, port), 128);
            byte[] body = ("back end " + name + " (127.0.0.1:" + port + ")\n").getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> answer(exchange, body));
            server.start();
            servers.add(server);
            LOG.info("back end {} listens on 127.0.0.1:{}", name, port);
        } catch (IOException e) {
            LOG.error(
                    "back end {} cannot listen on 127.0.0.1:{}: {}; end what uses that port",
                    name,
                    port,
                    e.getMessage());
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            // One connection, one request: 'curl' in a loop then shows the scheduler at work.
            exchange.getResponseHeaders().set("Connection", "close");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Deactivate
    void stop() {
        servers.forEach(server -> server.stop(0));
    }
}
