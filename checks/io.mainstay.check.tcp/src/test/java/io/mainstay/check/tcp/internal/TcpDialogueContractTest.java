// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.testkit.check.PeerScript;
import java.nio.charset.StandardCharsets;

/** The same with a dialogue. */
class TcpDialogueContractTest extends TcpCheckContractTest {

    @Override
    protected String options() {
        return "send hello\nexpect world";
    }

    @Override
    protected PeerScript goodPeer() {
        return PeerScript.answering("the world".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    protected boolean needsAnswer() {
        return true;
    }
}
