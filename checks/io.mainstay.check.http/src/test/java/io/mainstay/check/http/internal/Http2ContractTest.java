// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.PeerScript;
import java.util.List;

/** HTTP/2 with prior knowledge. */
class Http2ContractTest extends HttpGetContractTest {

    @Override
    protected String options() {
        return "http_protocol 2\n" + super.options();
    }

    @Override
    protected PeerScript goodPeer() {
        // A script of its own for each connection: it keeps what it reads.
        return socket -> Http2Peer.answering(200, "hello").serve(socket);
    }

    @Override
    protected byte[] slowAnswer() {
        return Http2Peer.SETTINGS;
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(new BadOption("http_protocol 2.0\nurl {\npath /\n}", 1, 15, "one of 1.0, 1.0C, 1.1, 2"));
    }
}
