// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Forwarding.Checksum;
import io.mainstay.api.model.Forwarding.Method;
import io.mainstay.api.model.Forwarding.Tunnel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code lvs_method NAT|DR|TUN [type ipip|gue port N|gre] [nocsum|csum|remcsum]}, and its aliases.
 *
 * @param forwarding what it says
 * @param method the word that names the method
 */
record ForwardingLine(Forwarding forwarding, Word method) {
    private static final Map<String, Method> METHODS = Map.of("NAT", Method.NAT, "DR", Method.DR, "TUN", Method.TUN);
    private static final Map<String, Tunnel> TUNNELS =
            Map.of("ipip", Tunnel.IPIP, "gue", Tunnel.GUE, "gre", Tunnel.GRE);
    private static final Map<String, Checksum> CHECKSUMS =
            Map.of("nocsum", Checksum.NONE, "csum", Checksum.CSUM, "remcsum", Checksum.REMCSUM);

    /** Reads the statement with one of the keywords, when there is one. */
    static Optional<ForwardingLine> read(BlockReader reader, PlaneCheck plane, String... keywords) {
        Optional<ConfigNode> node = Optional.empty();
        for (String keyword : keywords) {
            Optional<ConfigNode> other = reader.node(keyword);
            node = other.isPresent() ? other : node;
        }
        Optional<ForwardingLine> line = node.flatMap(n -> line(reader, n));
        line.ifPresent(l -> plane.method(l.forwarding().method(), l.method()));
        return line;
    }

    private static Optional<ForwardingLine> line(BlockReader reader, ConfigNode node) {
        List<Word> words = node.arguments();
        if (words.isEmpty()) {
            reader.error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'" + node.name() + "' needs NAT, DR or TUN");
            return Optional.empty();
        }
        Method method = METHODS.get(words.get(0).text());
        if (method == null) {
            wrong(reader, node, words.get(0), "one of DR, NAT, TUN", METHODS);
            return Optional.empty();
        }
        if (method != Method.TUN) {
            reader.rejectSurplus(node, 1);
            return Optional.of(new ForwardingLine(new Forwarding(method, Tunnel.IPIP, 0, Checksum.NONE), words.get(0)));
        }
        return tunnel(reader, node, words).map(f -> new ForwardingLine(f, words.get(0)));
    }

    private static Optional<Forwarding> tunnel(BlockReader reader, ConfigNode node, List<Word> words) {
        Tunnel tunnel = Tunnel.IPIP;
        int port = 0;
        Checksum checksum = Checksum.NONE;
        for (int i = 1; i < words.size(); i++) {
            Word word = words.get(i);
            Word value = i + 1 < words.size() ? words.get(i + 1) : null;
            if (CHECKSUMS.containsKey(word.text())) {
                checksum = CHECKSUMS.get(word.text());
            } else if (word.text().equals("type") && value != null && TUNNELS.containsKey(value.text())) {
                tunnel = TUNNELS.get(value.text());
                i++;
            } else if (word.text().equals("type")) {
                wrong(reader, node, value == null ? word : value, "'type' with one of gre, gue, ipip", TUNNELS);
                return Optional.empty();
            } else if (word.text().equals("port")) {
                Optional<Integer> number = value == null ? Optional.empty() : Values.port(value.text());
                if (number.isEmpty()) {
                    wrong(reader, node, value == null ? word : value, "'port' with a port from 1 to 65535", Map.of());
                    return Optional.empty();
                }
                port = number.get();
                i++;
            } else {
                wrong(reader, node, word, "type, port, nocsum, csum or remcsum", CHECKSUMS);
                return Optional.empty();
            }
        }
        String problem = "";
        if (tunnel == Tunnel.GUE && port == 0) {
            problem = "a gue tunnel needs 'port' and its number";
        } else if (tunnel != Tunnel.GUE && port != 0) {
            problem = "only a gue tunnel has a port";
        } else if (tunnel == Tunnel.GRE && checksum == Checksum.REMCSUM) {
            problem = "a gre tunnel has no remcsum";
        } else if (tunnel == Tunnel.IPIP && checksum != Checksum.NONE) {
            problem = "an ipip tunnel has no checksum";
        }
        if (!problem.isEmpty()) {
            reader.error(DiagnosticKind.GENERAL, words.get(0).at(), "'" + node.name() + "': " + problem);
            return Optional.empty();
        }
        return Optional.of(new Forwarding(Method.TUN, tunnel, port, checksum));
    }

    private static void wrong(BlockReader reader, ConfigNode node, Word word, String expected, Map<String, ?> near) {
        reader.error(
                DiagnosticKind.GENERAL,
                word.at(),
                "'" + word + "' is not valid for '" + node.name() + "': expected " + expected,
                NearestKeyword.of(word.text(), near.keySet())
                        .map(n -> "did you mean '" + n + "'?")
                        .orElse(""));
    }
}
