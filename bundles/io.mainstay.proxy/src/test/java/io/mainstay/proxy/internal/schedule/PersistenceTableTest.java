// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Persistence;
import io.mainstay.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PersistenceTableTest {
    private final VirtualTime time = new VirtualTime();
    private final Target target = Targets.target(1, 1);
    private final Target other = Targets.target(2, 1);

    private static Client client(String address, int port) {
        try {
            return Client.of(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static PersistenceTable table(int seconds, int v4, int v6) {
        return new PersistenceTable(new Persistence(Duration.ofSeconds(seconds), v4, v6, ""));
    }

    @Test
    void remembersUntilTheTimeoutAfterTheLastConnection() {
        PersistenceTable table = table(60, 32, 128);
        Client client = client("192.0.2.7", 1000);
        table.remember(client, target, time.nanoTime());
        time.advance(Duration.ofSeconds(59));
        assertThat(table.lookup(client("192.0.2.7", 2000), time.nanoTime())).isSameAs(target);
        table.remember(client, target, time.nanoTime());
        time.advance(Duration.ofSeconds(59));
        assertThat(table.lookup(client, time.nanoTime())).isSameAs(target);
        time.advance(Duration.ofSeconds(1));
        assertThat(table.lookup(client, time.nanoTime())).isNull();
        assertThat(table.size()).isZero();
    }

    @Test
    void lookingUpDoesNotProlong() {
        PersistenceTable table = table(10, 32, 128);
        Client client = client("192.0.2.7", 1000);
        table.remember(client, target, time.nanoTime());
        time.advance(Duration.ofSeconds(9));
        table.lookup(client, time.nanoTime());
        time.advance(Duration.ofSeconds(1));
        assertThat(table.lookup(client, time.nanoTime())).isNull();
    }

    @Test
    void clientsOfOneNetworkStayTogether() {
        PersistenceTable table = table(60, 24, 64);
        table.remember(client("192.0.2.7", 1), target, time.nanoTime());
        table.remember(client("2001:db8:0:1::7", 1), other, time.nanoTime());
        assertThat(table.lookup(client("192.0.2.200", 9), time.nanoTime())).isSameAs(target);
        assertThat(table.lookup(client("192.0.3.7", 9), time.nanoTime())).isNull();
        assertThat(table.lookup(client("2001:db8:0:1:ffff::1", 9), time.nanoTime()))
                .isSameAs(other);
        assertThat(table.lookup(client("2001:db8:0:2::7", 9), time.nanoTime())).isNull();
    }

    @Test
    void shortPrefixesWorkToo() {
        PersistenceTable table = table(60, 1, 1);
        table.remember(client("10.0.0.1", 1), target, time.nanoTime());
        table.remember(client("8000::1", 1), other, time.nanoTime());
        assertThat(table.lookup(client("127.255.255.255", 1), time.nanoTime())).isSameAs(target);
        assertThat(table.lookup(client("128.0.0.1", 1), time.nanoTime())).isNull();
        assertThat(table.lookup(client("ffff::", 1), time.nanoTime())).isSameAs(other);
        assertThat(table.lookup(client("7fff::", 1), time.nanoTime())).isNull();
    }

    @Test
    void entriesDieWithTheirTarget() {
        PersistenceTable table = table(60, 32, 128);
        table.remember(client("192.0.2.7", 1), target, time.nanoTime());
        table.remember(client("192.0.2.8", 1), other, time.nanoTime());
        table.forget(target);
        assertThat(table.lookup(client("192.0.2.7", 1), time.nanoTime())).isNull();
        assertThat(table.lookup(client("192.0.2.8", 1), time.nanoTime())).isSameAs(other);
    }

    @Test
    void aFullTableForgetsItsOldest() {
        PersistenceTable table = new PersistenceTable(new Persistence(Duration.ofHours(1), 32, 128, ""), 2);
        for (int i = 1; i <= 3; i++) {
            table.remember(client("192.0.2." + i, 1), target, time.nanoTime());
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(table.lookup(client("192.0.2.1", 1), time.nanoTime())).isNull();
        assertThat(table.lookup(client("192.0.2.2", 1), time.nanoTime())).isSameAs(target);
        assertThat(table.size()).isEqualTo(2);
    }
}
