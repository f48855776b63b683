// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The plane alone, for benchmarks: {@code ProxyMain listen=127.0.0.1:9000 dest=127.0.0.1:9001 scheduler=wlc}. More than one
 * {@code dest=} may be given, {@code protocol=udp} too. Settings are system properties, as with OSGi framework properties:
 * {@code -Dmainstay.proxy.threads=1}.
 */
public final class ProxyMain {
    private ProxyMain() {}

    public static void main(String[] args) throws Exception {
        Endpoint listen = null;
        Scheduler scheduler = Scheduler.WLC;
        Protocol protocol = Protocol.TCP;
        List<Destination> destinations = new ArrayList<>();
        for (String arg : args) {
            String[] option = arg.split("=", 2);
            switch (option[0]) {
                case "listen" -> listen = endpoint(option[1]);
                case "dest" -> destinations.add(new Destination(endpoint(option[1]), 1, Forwarding.NAT, 0, 0));
                case "scheduler" -> scheduler = Scheduler.valueOf(option[1].toUpperCase(Locale.ROOT));
                case "protocol" -> protocol = Protocol.valueOf(option[1].toUpperCase(Locale.ROOT));
                default -> throw new IllegalArgumentException("unknown option " + arg);
            }
        }
        ProxyDataPlane plane = new ProxyDataPlane(ProxySettings.from(System::getProperty));
        ServiceKey key = new ServiceKey.Address(protocol, listen);
        VirtualService service = new VirtualService(
                key, scheduler, Set.of(), Optional.empty(), false, false, Optional.empty(), 0, destinations);
        plane.apply(List.of(service), List.of()).toCompletableFuture().join();
        System.out.println("serving " + plane.service(key).orElseThrow());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> System.out.println(plane.service(key).orElseThrow())));
        Thread.currentThread().join();
    }

    private static Endpoint endpoint(String text) throws UnknownHostException {
        int colon = text.lastIndexOf(':');
        return new Endpoint(
                InetAddress.getByName(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
}
