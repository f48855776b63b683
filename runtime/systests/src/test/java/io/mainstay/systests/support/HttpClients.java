// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Clients that ask one address again and again, a connection for each request, until they are told to stop. */
public final class HttpClients implements AutoCloseable {
    private final InetSocketAddress target;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();

    /** One request; {@code answer} is the body, empty when it failed. */
    public record Request(long startedNanos, String answer, String failure) {
        public boolean failed() {
            return !failure.isEmpty();
        }
    }

    private HttpClients(InetSocketAddress target) {
        this.target = target;
    }

    public static HttpClients start(String address, int port, int count) {
        HttpClients clients = new HttpClients(new InetSocketAddress(address, port));
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(clients::ask, "client-" + i);
            thread.setDaemon(true);
            thread.start();
            clients.threads.add(thread);
        }
        return clients;
    }

    private void ask() {
        while (running.get()) {
            requests.add(get(target, "/"));
            LockSupport.parkNanos(2_000_000); // some hundred requests a second are plenty
        }
    }

    /** One GET. */
    public static Request get(InetSocketAddress target, String path) {
        long started = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.connect(target, 10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.0\r\nHost: test\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String response = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int body = response.indexOf("\r\n\r\n");
            if (!response.startsWith("HTTP/1.1 200") || body < 0) {
                return new Request(
                        started, "", "answered '" + response.lines().findFirst().orElse("") + "'");
            }
            return new Request(started, response.substring(body + 4).strip(), "");
        } catch (IOException e) {
            return new Request(started, "", e.toString());
        }
    }

    public static String body(String address, int port) {
        Request request = get(new InetSocketAddress(address, port), "/");
        return request.failed() ? "FAILED " + request.failure() : request.answer();
    }

    /** How often each answer came since {@code nanos}. */
    public Map<String, Integer> answersSince(long nanos) {
        Map<String, Integer> answers = new TreeMap<>();
        requests.stream()
                .filter(request -> request.startedNanos() - nanos >= 0 && !request.failed())
                .forEach(request -> answers.merge(request.answer(), 1, Integer::sum));
        return answers;
    }

    public List<Request> failures() {
        return requests.stream().filter(Request::failed).toList();
    }

    public int count() {
        return requests.size();
    }

    @Override
    public void close() {
        running.set(false);
        for (Thread thread : threads) {
            try {
                thread.join(15_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
