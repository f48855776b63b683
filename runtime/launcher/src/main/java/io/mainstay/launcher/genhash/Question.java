// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher.genhash;

import io.mainstay.launcher.genhash.GenhashLine.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is asked of whom. Pure.
 *
 * @param timeoutMillis of each step
 * @param serverName in the TLS handshake; empty for none
 */
record Question(String server, int port, boolean tls, Optional<String> serverName, int timeoutMillis, String request) {

    /** Reads the options; problems are added to the list, and then there is no question. */
    static Optional<Question> of(GenhashLine line, List<String> problems) {
        String server = line.value(Option.SERVER).orElse("");
        String path = line.value(Option.URL).orElse("");
        List<String> missing = new ArrayList<>();
        if (server.isEmpty()) {
            missing.add("-s ADDRESS");
        }
        if (!line.has(Option.PORT)) {
            missing.add("-p PORT");
        }
        if (path.isEmpty()) {
            missing.add("-u PATH");
        }
        if (!missing.isEmpty()) {
            problems.add("missing: " + String.join(", ", missing));
        }
        if (path.chars().anyMatch(c -> c <= ' ')) {
            problems.add("-u: '" + path + "' has blanks; write them as %20");
        }
        int port = number(line, Option.PORT, 1, 65535, 0, problems);
        int timeout = number(line, Option.TIMEOUT, 1, 86400, 5, problems);
        if (number(line, Option.FWMARK, 0, Integer.MAX_VALUE, 0, problems) != 0) {
            problems.add("-m: packets cannot be marked yet; leave it away, or mark them by a rule of the firewall");
        }
        boolean tls = line.has(Option.USE_SSL);
        Optional<String> host = line.value(Option.USE_VIRTUALHOST);
        if (host.filter(name -> name.isEmpty() || name.chars().anyMatch(c -> c <= ' '))
                .isPresent()) {
            problems.add("-V: '" + host.get() + "' is not a host name");
        }
        if (line.has(Option.USE_SNI) && host.isEmpty()) {
            problems.add("-I sends the virtual host, which is missing: -V NAME");
        }
        String version = line.value(Option.PROTOCOL).orElse("1.0").toLowerCase(Locale.ROOT);
        if (!List.of("1.0", "1.0c", "1.1").contains(version)) {
            problems.add("-P: '" + version + "' is not one of 1.0, 1.0c, 1.1");
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> serverName = line.has(Option.USE_SNI) ? host : Optional.empty();
        return Optional.of(new Question(
                server,
                port,
                tls,
                serverName,
                timeout * 1000,
                request(path, version, host.orElseGet(() -> authority(server, port, tls)))));
    }

    private static int number(GenhashLine line, Option option, int min, int max, int otherwise, List<String> problems) {
        String text = line.value(option).orElse("");
        if (!line.has(option)) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        problems.add("-" + option.letter + ": '" + text + "' is not a number from " + min + " to " + max);
        return otherwise;
    }

    private static String authority(String server, int port, boolean tls) {
        String address = server.indexOf(':') >= 0 ? "[" + server + "]" : server;
        return port == (tls ? 443 : 80) ? address : address + ":" + port;
    }

    private static String request(String path, String version, String host) {
        return "GET " + path + " HTTP/" + version.substring(0, 3) + "\r\n"
                + "User-Agent: KeepAliveClient\r\n"
                + (version.equals("1.0") ? "" : "Connection: close\r\n")
                + "Host: " + host + "\r\n\r\n";
    }
}
