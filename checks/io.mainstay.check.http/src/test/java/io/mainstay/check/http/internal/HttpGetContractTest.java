// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.CheckerContractTest;
import io.mainstay.testkit.check.PeerScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

class HttpGetContractTest extends CheckerContractTest {

    @Override
    protected CheckerFactory factory() {
        return new HttpCheckerFactory(new Connector());
    }

    @Override
    protected String type() {
        return "HTTP_GET";
    }

    @Override
    protected String options() {
        return "url {\npath /\n}";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onEpoll;
    }

    @Override
    protected PeerScript goodPeer() {
        return PeerScript.answering(ascii("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
    }

    @Override
    protected byte[] slowAnswer() {
        return ascii("HTTP/1.1 200 OK\r\nX-Filler: abcdefghijklmnopqrstuvwxyz\r\n");
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(
                new BadOption("", 0, 0, "needs 'url'"),
                new BadOption("url", 1, 1, "needs a block"),
                new BadOption("url {\n}", 1, 1, "needs 'path'"),
                new BadOption("url {\npath \"/a b\"\n}", 2, 6, "a path without blanks"),
                new BadOption("url {\npath /\nstatus_code 200 99\n}", 3, 17, "from 100 to 599"),
                new BadOption("url {\npath /\nstatus_code 300-200\n}", 3, 13, "from 100 to 599"),
                new BadOption("url {\npath /\ndigest 0123\n}", 3, 8, "32 hexadecimal digits"),
                new BadOption("url {\npath /\nvirtualhost \"a\tb\"\n}", 3, 13, "a host name"),
                new BadOption("url {\npath /\nregex (\n}", 3, 7, "not valid for 'regex'"),
                new BadOption("url {\npath /\nregex x\nregex_options casless\n}", 4, 15, "regex_options"),
                new BadOption("url {\npath /\nregex x$\nregex_options dollar_endonly\n}", 4, 15, "change the meaning"),
                new BadOption(
                        "url {\npath /\nregex x\nregex_min_offset 9\nregex_max_offset 3\n}", 5, 1, "nothing can match"),
                new BadOption("url {\npath /\nbudy x\n}", 3, 1, "unknown keyword 'budy'"),
                new BadOption("http_protocol 3\nurl {\npath /\n}", 1, 15, "one of 1.0, 1.0C, 1.1, 2"),
                new BadOption("fast_recovery maybe\nurl {\npath /\n}", 1, 15, "one of on, off"),
                new BadOption("time_limit 0\nurl {\npath /\n}", 1, 12, "seconds"),
                new BadOption("connect_port 0\nurl {\npath /\n}", 1, 14, "a port"));
    }
}
