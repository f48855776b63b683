// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.proxy.internal.ProxySettings.TransportChoice;

class NioUdpTest extends UdpContract {
    @Override
    TransportChoice transport() {
        return TransportChoice.NIO;
    }
}
