// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid" + "  timeout inode\n";

    @TempDir
    Path proc;

    @BeforeEach
    void oneProcess() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("4711/fd"));
        Files.writeString(proc.resolve("4711/comm"), "nginx\n");
        Files.createSymbolicLink(proc.resolve("4711/fd/5"), Path.of("socket:[9001]"));
        Files.createDirectories(proc.resolve("self-not-a-number"));
    }

    private static ServiceKey.Address key(Protocol protocol, String address, int port) throws IOException {
        return new ServiceKey.Address(protocol, new Endpoint(InetAddress.getByName(address), port));
    }

    private static Optional<String> find(Path proc, ServiceKey.Address key) {
        return new PortHolder(proc, new VirtualTime()).find(key);
    }

    @Test
    void looksOnceASecondAtMost() throws IOException {
        table("tcp", "0100007F:1F90", "0A");
        VirtualTime time = new VirtualTime();
        PortHolder holder = new PortHolder(proc, time);
        ServiceKey.Address key = key(Protocol.TCP, "127.0.0.1", 8080);
        assertThat(holder.find(key)).isPresent();
        time.advance(Duration.ofMillis(999));
        assertThat(holder.find(key)).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(holder.find(key)).isPresent();
    }

    private void table(String name, String local, String state) throws IOException {
        Files.writeString(
                proc.resolve("net/" + name),
                HEAD + "   0: " + local + " 00000000:0000 " + state
                        + " 00000000:00000000 00:00000000 00000000     0        0 9001 1 0000000000000000 100 0 0 10 0\n");
    }

    @Test
    void namesTheListenerOfTheSameAddress() throws IOException {
        table("tcp", "0100007F:1F90", "0A");
        assertThat(find(proc, key(Protocol.TCP, "127.0.0.1", 8080))).contains("nginx (pid 4711)");
        assertThat(find(proc, key(Protocol.TCP, "127.0.0.2", 8080))).isEmpty();
        assertThat(find(proc, key(Protocol.TCP, "127.0.0.1", 8081))).isEmpty();
        assertThat(find(proc, key(Protocol.UDP, "127.0.0.1", 8080))).isEmpty();
    }

    @Test
    void aWildcardListenerIsInTheWayOfAllAddresses() throws IOException {
        table("tcp6", "00000000000000000000000000000000:0050", "0A");
        assertThat(find(proc, key(Protocol.TCP, "10.0.0.1", 80))).contains("nginx (pid 4711)");
    }

    @Test
    void knowsMappedAndRealIpv6Addresses() throws IOException {
        table("tcp6", "0000000000000000FFFF00000100007F:0050", "0A");
        assertThat(find(proc, key(Protocol.TCP, "127.0.0.1", 80))).isPresent();
        table("tcp6", "B80D0120000000000000000001000000:0050", "0A");
        assertThat(find(proc, key(Protocol.TCP, "2001:db8::1", 80))).isPresent();
    }

    @Test
    void connectionsAreNotInTheWay() throws IOException {
        table("tcp", "0100007F:1F90", "01");
        assertThat(find(proc, key(Protocol.TCP, "127.0.0.1", 8080))).isEmpty();
    }

    @Test
    void nonsenseIsNoAnswer() throws IOException {
        Files.writeString(proc.resolve("net/tcp"), HEAD + "a b c 0A e f g h i j k\n");
        assertThat(find(proc, key(Protocol.TCP, "127.0.0.1", 8080))).isEmpty();
        assertThat(find(proc.resolve("nothing"), key(Protocol.TCP, "127.0.0.1", 8080)))
                .isEmpty();
    }
}
