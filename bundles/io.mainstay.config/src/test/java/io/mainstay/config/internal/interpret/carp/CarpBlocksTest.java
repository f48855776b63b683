// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.carp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.carp.CarpInstance.Replay;
import io.mainstay.api.model.carp.CarpInstance.TieBreak;
import io.mainstay.config.internal.interpret.Interpreted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarpBlocksTest {
    private static final String NEEDED =
            " interface eth0\n vhid 42\n password love\n virtual_ipaddress {\n 10.0.0.9/24\n }\n";

    private static Interpreted with(String statements) {
        return Interpreted.of("carp_instance web {\n" + NEEDED + statements + "\n}\n");
    }

    private static CarpInstance instance(Interpreted interpreted) {
        assertThat(interpreted.problems()).isEmpty();
        return interpreted.result().state().carp().instances().get(0);
    }

    @Test
    void littleIsNeeded() {
        CarpInstance web = instance(with(""));

        assertThat(web.name()).isEqualTo("web");
        assertThat(web.device()).isEqualTo("eth0");
        assertThat(web.vhid()).isEqualTo(42);
        assertThat(web.password()).isEqualTo("love");
        assertThat(web.addresses()).hasToString("[10.0.0.9/24]");
        assertThat(web.timing()).isEqualTo(new CarpInstance.Timing(1, 0, 3));
        assertThat(web.transport()).isEqualTo(CarpInstance.Transport.MULTICAST);
        assertThat(web.scripts()).isEqualTo(CarpInstance.Scripts.NONE);
        assertThat(web.installAddresses()).isTrue();
        assertThat(web.preempt()).isFalse();
        assertThat(web.replay()).isEqualTo(Replay.ACCEPT);
        assertThat(web.tieBreak()).isEqualTo(TieBreak.NUMERIC);
        assertThat(web.toString()).doesNotContain("love");
    }

    @Test
    void everythingCanBeSaid() {
        Interpreted interpreted = with("""
                 virtual_ipaddress {
                     2001:db8::9/64 dev eth1
                     10.0.0.10 label eth0:v
                 }
                 advbase 0
                 advskew 51
                 dead_ratio 4
                 preempt
                 source_address 10.0.0.1
                 group 239.192.0.5
                 broadcast
                 ignore_link_state
                 tie_break ucarp-le
                 replay refuse
                 demotion counter
                 install_addresses no
                 up_script "/up now"
                 down_script /down nobody
                 script_parameter x
                 script_timeout 5
                 neutral
                """);
        CarpInstance web = instance(interpreted);

        assertThat(web.addresses()).hasToString("[10.0.0.9/24, 2001:db8::9/64, 10.0.0.10/32]");
        assertThat(web.addresses().get(1).device()).contains("eth1");
        assertThat(web.addresses().get(2).label()).contains("eth0:v");
        assertThat(web.timing()).isEqualTo(new CarpInstance.Timing(0, 51, 4));
        assertThat(web.preempt()).isTrue();
        assertThat(web.transport().source()).isEqualTo(Values.address("10.0.0.1"));
        assertThat(web.transport().group()).isEqualTo(Values.address("239.192.0.5"));
        assertThat(web.transport().broadcast()).isTrue();
        assertThat(web.ignoreLinkState()).isTrue();
        assertThat(web.tieBreak()).isEqualTo(TieBreak.UCARP_LITTLE_ENDIAN);
        assertThat(web.replay()).isEqualTo(Replay.REFUSE);
        assertThat(web.demoteCounter()).isTrue();
        assertThat(web.installAddresses()).isFalse();
        assertThat(web.scripts().up().orElseThrow().argv()).containsExactly("/up", "now");
        assertThat(web.scripts().up().orElseThrow().timeLimit()).contains(Duration.ofSeconds(5));
        assertThat(web.scripts().down().orElseThrow().user()).contains("nobody");
        assertThat(web.scripts().parameter()).contains("x");
        assertThat(web.scripts().neutral()).isTrue();
        assertThat(interpreted
                        .result()
                        .state()
                        .origins()
                        .get("carp_instance web")
                        .line())
                .isEqualTo(1);
    }

    @Test
    void peersAreHosts() {
        assertThat(instance(with("unicast_peer {\n 10.0.0.2\n fd00::2\n 10.0.0.2\n}"))
                        .transport()
                        .peers())
                .isEqualTo(List.of(
                        Values.address("10.0.0.2").orElseThrow(),
                        Values.address("fd00::2").orElseThrow()));
        assertThat(with("unicast_peer {\n 224.0.0.18\n}").problems()).hasSize(1);
        assertThat(with("broadcast\nunicast_peer {\n 10.0.0.2\n}").problems())
                .containsExactly("1:1: warning WARNING: 'broadcast' has no effect with 'unicast_peer'");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(Interpreted.of("carp_instance web {\n}").problems())
                .containsExactly(
                        "1:1: error GENERAL: 'carp_instance' needs 'interface': the name of an interface",
                        "1:1: error GENERAL: 'carp_instance' needs 'vhid': a virtual host id from 1 to 255",
                        "1:1: error GENERAL: 'carp_instance' needs 'password': 1 to 20 characters, the same on all"
                                + " members; or 'password_file PATH'",
                        "1:1: error GENERAL: 'carp_instance' needs 'virtual_ipaddress': a block with one address or more");
        assertThat(Interpreted.of("carp_instance {\n}").problems()).hasSize(1);
    }

    @Test
    void whatIsWrongIsSaidAtItsPlace() {
        assertThat(with("advskew 256").problems()).hasSize(1);
        assertThat(with("advbase -1").problems()).hasSize(1);
        assertThat(with("dead_ratio 0").problems()).hasSize(1);
        assertThat(with("group 10.0.0.1").problems()).hasSize(1);
        assertThat(with("advbase 255\nadvskew 255").problems()).hasSize(1);
        assertThat(with("advbase 0").problems()).hasSize(1);
        assertThat(with("advskwe 3").problems()).hasSize(1);
        assertThat(with("virtual_ipaddress {\n 10.0.0.9\n}").problems())
                .containsExactly("9:2: error GENERAL: the address '10.0.0.9' is given twice");
        assertThat(with("virtual_ipaddress {\n 10.0.0.8/33\n}").problems()).hasSize(1);
        assertThat(with("virtual_ipaddress {\n 10.0.0.8 dev\n}").problems()).hasSize(1);
        assertThat(with("virtual_ipaddress {\n host.example\n}").problems()).hasSize(1);
        assertThat(with("virtual_ipaddress {\n}").problems()).hasSize(1);
    }

    @Test
    void aNameIsThereOnce() {
        Interpreted twice = Interpreted.of("carp_instance a {\n" + NEEDED + "}\ncarp_instance a {\n" + NEEDED + "}\n");
        assertThat(twice.problems()).containsExactly("9:15: error GENERAL: there is a carp_instance 'a' already");
    }

    @Test
    void aPasswordHasAtMostTwentyBytes() {
        String rest = " interface eth0\n vhid 42\n virtual_ipaddress {\n 10.0.0.9/24\n }\n";
        assertThat(Interpreted.of("carp_instance a {\n" + rest + " password 12345678901234567890\n}")
                        .problems())
                .isEmpty();
        assertThat(Interpreted.of("carp_instance a {\n" + rest + " password 123456789012345678901\n}")
                        .problems())
                .containsExactly("7:11: error GENERAL: the password has 21 bytes: expected 1 to 20");
    }

    @Test
    void aPasswordFileIsReadAsUcarpReadsIt(@TempDir Path folder) throws IOException {
        String rest = " interface eth0\n vhid 42\n virtual_ipaddress {\n 10.0.0.9/24\n }\n password_file ";
        Path file = folder.resolve("pass");
        Files.writeString(file, "s3cret\nmore\n");
        assertThat(instance(Interpreted.of("carp_instance a {\n" + rest + file + "\n}"))
                        .password())
                .isEqualTo("s3cret");
        Files.writeString(file, "s3cret\r\n");
        Interpreted carriageReturn = Interpreted.of("carp_instance a {\n" + rest + file + "\n}");
        assertThat(carriageReturn.problems()).hasSize(1);
        assertThat(carriageReturn.result().state().carp().instances().get(0).password())
                .isEqualTo("s3cret\r");
        assertThat(Interpreted.of("carp_instance a {\n" + rest + folder + "\n}").problems())
                .hasSize(1);
        assertThat(Interpreted.of("carp_instance a {\n password x\n" + rest + file + "\n}")
                        .problems())
                .hasSize(1);
    }
}
