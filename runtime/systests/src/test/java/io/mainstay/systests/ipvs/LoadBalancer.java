// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.vm.GuestConsole;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A Mainstay on one host of the wire. */
final class LoadBalancer implements AutoCloseable {
    private final Lan.Host host;
    private final MainstayProcess mainstay;
    private final GuestConsole console;

    LoadBalancer(Lan.Host host, Path folder) {
        this.host = host;
        mainstay = new MainstayProcess(Distribution.built(), folder).by(host.inside());
        console = new GuestConsole(mainstay.state().resolve("mainstay.sock"));
    }

    Table table() {
        return new Table(host);
    }

    Lan.Host host() {
        return host;
    }

    MainstayProcess process() {
        return mainstay;
    }

    GuestConsole console() {
        return console;
    }

    LoadBalancer start(String config) {
        mainstay.configure(config).start();
        return this;
    }

    /** Another configuration; returns when it is current. */
    void reload(String config) {
        mainstay.configure(config);
        console.run("reload");
    }

    JsonElement servers() {
        return JsonParser.parseString(console.json("servers"));
    }

    /** Waits until the table has exactly these lines about a service. */
    void awaitTable(String service, String... lines) {
        List<String> expected = List.of(lines);
        awaitThat(
                service + " has " + expected,
                () -> table().of(service).stream()
                        .sorted()
                        .toList()
                        .equals(expected.stream().sorted().toList()));
    }

    void awaitThat(String what, BooleanSupplier condition) {
        Await.until(
                what,
                MainstayProcess.PATIENCE,
                condition,
                () -> String.join("\n", table().saved()) + "\n" + lastOfLog());
    }

    private String lastOfLog() {
        List<String> lines = mainstay.log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }

    @Override
    public void close() {
        mainstay.close();
    }
}
