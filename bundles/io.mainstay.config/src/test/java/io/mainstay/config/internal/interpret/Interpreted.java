// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.check.Options;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.config.internal.syntax.ConfigText;
import io.mainstay.config.internal.syntax.FakeFiles;
import io.mainstay.config.internal.syntax.SyntaxOptions;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import java.util.List;
import java.util.Map;

/** What came of a text; its syntax must be right. */
public record Interpreted(Interpretation result) {

    public static Interpreted of(String text) {
        return of(text, new FakeHost());
    }

    public static Interpreted of(String text, Host host) {
        return of(text, host, Map.of());
    }

    static Interpreted of(String text, Host host, Map<String, DataPlaneCapabilities> planes) {
        Fragment fragment = ConfigText.parse("main.conf", FakeFiles.main(text), SyntaxOptions.of("lb1"));
        if (!fragment.diagnostics().isEmpty()) {
            throw new AssertionError(fragment.diagnostics());
        }
        return new Interpreted(new Interpreter(host).interpret(3, fragment.nodes(), planes));
    }

    /** A virtual server that is all right, with more statements in its block, from line 2 on. */
    static Interpreted virtualServer(String statements) {
        return of("virtual_server 10.0.0.1 80 {\n" + statements
                + "\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n real_server 10.0.1.1 8080 {\n }\n}");
    }

    /** A real server that is all right, with more statements in its block, from line 6 on. */
    static Interpreted realServer(String statements) {
        return of("virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n"
                + " real_server 10.0.1.1 8080 {\n" + statements + "\n }\n}");
    }

    VirtualServer server() {
        return result.state().virtualServers().get(0);
    }

    RealServer real() {
        return server().realServers().get(0);
    }

    CheckSpec check() {
        return real().checks().get(0);
    }

    static String options(Options options) {
        return String.join(
                "; ", options.node().block().stream().map(ConfigNode::toString).toList());
    }

    /** {@code line:column: error|warning|notice KIND: message}, each. */
    public List<String> problems() {
        return result.diagnostics().stream().map(Interpreted::problem).toList();
    }

    private static String problem(Diagnostic d) {
        return d.at().line() + ":" + d.at().column() + ": "
                + switch (d.severity()) {
                    case ERROR -> "error ";
                    case WARNING -> "warning ";
                    case NOTICE -> "notice ";
                }
                + d.kind() + ": "
                + d.message();
    }
}
