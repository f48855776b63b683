// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.proxy.internal.ProxySettings.TransportChoice;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {

    @Test
    void defaultsWhenNothingIsSet() {
        assertThat(ProxySettings.from(name -> null)).isEqualTo(ProxySettings.DEFAULT);
    }

    @Test
    void readsAll() {
        ProxySettings settings = ProxySettings.from(Map.of(
                "mainstay.proxy.transport", "nio",
                "mainstay.proxy.threads", "3",
                "mainstay.proxy.splice-from", "never",
                "mainstay.proxy.connect-timeout", "2",
                "mainstay.proxy.udp-idle", "60")::get);
        assertThat(settings.transport()).isEqualTo(TransportChoice.NIO);
        assertThat(settings.threads()).isEqualTo(3);
        assertThat(settings.tcp().spliceFrom()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings.tcp().attempt()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.tcp().connect()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.udp().idle()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatCannotBeUnderstoodIsLeftAtItsDefault() {
        ProxySettings settings =
                ProxySettings.from(Map.of("mainstay.proxy.transport", "uring", "mainstay.proxy.threads", "0")::get);
        assertThat(settings).isEqualTo(ProxySettings.DEFAULT);
    }
}
