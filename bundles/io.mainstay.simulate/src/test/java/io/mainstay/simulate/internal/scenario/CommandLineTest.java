// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.simulate.internal.engine.Quality;
import io.mainstay.simulate.internal.scenario.Event.Kind;
import io.mainstay.simulate.internal.scenario.Scenario.HostFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource({
        "a.conf, a",
        "conf/lb1.conf, lb1",
        "lb1/keepalived.conf, lb1",
        "/etc/hosts/lb2/keepalived.conf, lb2",
        "noend, noend"
    })
    void hostsAreCalledAfterTheirFiles(String file, String name) {
        assertThat(scenario(file).hosts()).containsExactly(new HostFile(name, file));
    }

    @Test
    void hostsCanBeNamed() {
        assertThat(scenario("x=k.conf", "y=k.conf").hosts())
                .containsExactly(new HostFile("x", "k.conf"), new HostFile("y", "k.conf"));
    }

    @Test
    void twoHostsOfOneNameAreRefused() {
        assertThat(problems("x/a.conf", "y/a.conf"))
                .containsExactly("two hosts would be called 'a'; name them with NAME=y/a.conf");
    }

    @Test
    void hostsStartAtTheBeginningUnlessTheyStartLater() {
        assertThat(scenario("a.conf", "b.conf", "--start", "b@5s", "--kill=a@10s..20s")
                        .events())
                .containsExactly(
                        new Event.Power(Duration.ZERO, "a", Kind.START),
                        new Event.Power(Duration.ofSeconds(5), "b", Kind.START),
                        new Event.Power(Duration.ofSeconds(10), "a", Kind.KILL),
                        new Event.Power(Duration.ofSeconds(20), "a", Kind.START));
    }

    @Test
    void whatBeginsInASpanIsUndoneAtItsEnd() {
        assertThat(events(
                        "--link-down",
                        "a:eth0@1..2",
                        "--script",
                        "a:s=fail@1..2",
                        "--process",
                        "a:p=down@1..2",
                        "--pause",
                        "a@1..2"))
                .containsExactly(
                        new Event.Link(Duration.ofSeconds(1), new Port("a", "eth0"), false),
                        new Event.Script(Duration.ofSeconds(1), "a", "s", false),
                        new Event.Process(Duration.ofSeconds(1), "a", "p", false),
                        new Event.Power(Duration.ofSeconds(1), "a", Kind.PAUSE),
                        new Event.Link(Duration.ofSeconds(2), new Port("a", "eth0"), true),
                        new Event.Script(Duration.ofSeconds(2), "a", "s", true),
                        new Event.Process(Duration.ofSeconds(2), "a", "p", true),
                        new Event.Power(Duration.ofSeconds(2), "a", Kind.RESUME));
    }

    @Test
    void aTrackerMayBeTwoWords() {
        assertThat(events("--script", "s=fail", "a@1..2")).isEqualTo(events("--script", "a:s=fail@1..2"));
        assertThat(events("--file", "f=-5", "a@1")).isEqualTo(events("--file", "a:f=-5@1"));
    }

    @Test
    void otherEvents() {
        assertThat(events(
                        "--jump",
                        "a=1.5s@1",
                        "--delete",
                        "a=192.0.2.1@2",
                        "--reload",
                        "a=n.conf@3",
                        "--file",
                        "a:f=-5@4"))
                .containsExactly(
                        new Event.Jump(Duration.ofSeconds(1), "a", Duration.ofMillis(1500)),
                        new Event.Delete(
                                Duration.ofSeconds(2),
                                "a",
                                Values.address("192.0.2.1").orElseThrow()),
                        new Event.Reload(Duration.ofSeconds(3), "a", "n.conf"),
                        new Event.FileValue(Duration.ofSeconds(4), "a", "f", -5));
    }

    @Test
    void partitionsHaveSides() {
        assertThat(events("--partition", "a,b@1..2"))
                .containsExactly(
                        new Event.Partition(Duration.ofSeconds(1), sides("a", "b"), false, true),
                        new Event.Partition(Duration.ofSeconds(2), sides("a", "b"), false, false));
        assertThat(events("--partition", "a/b:eth0@1"))
                .containsExactly(new Event.Partition(
                        Duration.ofSeconds(1),
                        List.of(List.of(new Port("a", "")), List.of(new Port("b", "eth0"))),
                        false,
                        true));
    }

    @Test
    void onewayIsAboutThePartitionBeforeIt() {
        assertThat(events("--partition", "a,b@1..2", "--oneway"))
                .containsExactly(
                        new Event.Partition(Duration.ofSeconds(1), sides("a", "b"), true, true),
                        new Event.Partition(Duration.ofSeconds(2), sides("a", "b"), true, false));
        assertThat(problems("a.conf", "--oneway")).containsExactly("--oneway belongs behind a --partition");
    }

    private static List<List<Port>> sides(String... hosts) {
        return List.of(hosts).stream().map(host -> List.of(new Port(host, ""))).toList();
    }

    @Test
    void wiresGetWorseForATimeOrForGood() {
        List<Event> events = events("--loss", "10%@5..6", "--delay", "1ms..3ms", "--duplicate", "2.5");
        Quality quality = Quality.GOOD;
        for (Event event : events.subList(0, 2)) {
            quality = ((Event.Wires) event).change().apply(quality);
        }
        assertThat(quality).isEqualTo(new Quality(1_000_000, 2_000_000, 0, 0.025));
        assertThat(((Event.Wires) events.get(2)).change().apply(quality).loss()).isEqualTo(0.1);
        assertThat(((Event.Wires) events.get(3))
                        .change()
                        .apply(quality.withLoss(0.1))
                        .loss())
                .isZero();
    }

    @Test
    void theRunIsLongEnoughForTheLastEvent() {
        assertThat(scenario("a.conf").length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(scenario("a.conf", "--kill", "a@60s").length()).isEqualTo(Duration.ofSeconds(75));
        assertThat(scenario("a.conf", "--for", "2m").length()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void settings() {
        Scenario scenario = scenario(
                "a.conf",
                "b.conf",
                "--seed",
                "9",
                "--tolerate",
                "4s",
                "--json",
                "--wire",
                "a:eth0,b:ens3",
                "--address",
                "a:eth0=192.0.2.1");

        assertThat(scenario.seed()).isEqualTo(9);
        assertThat(scenario.tolerance()).isEqualTo(Duration.ofSeconds(4));
        assertThat(scenario.json()).isTrue();
        assertThat(scenario.wires()).containsExactly(List.of(new Port("a", "eth0"), new Port("b", "ens3")));
        assertThat(scenario.addresses()).containsKey(new Port("a", "eth0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--kill a",
                "--kill a@",
                "--kill a@soon",
                "--kill a@5..4",
                "--kill @5",
                "--link-down a@5",
                "--script a:s@5",
                "--script a:s=maybe@5",
                "--file a:f=x@5",
                "--file a:f=1@5..6",
                "--jump a@5",
                "--delete a=here@5",
                "--reload a=@5",
                "--partition a@5",
                "--loss 101",
                "--loss x",
                "--delay 2ms..1ms",
                "--for 0",
                "--for 25h",
                "--seed x",
                "--wire a:eth0",
                "--address a:eth0=x"
            })
    void whatCannotBeReadIsNamedWithWhatWasExpected(String option) {
        String[] words = ("a.conf " + option).split(" ");
        assertThat(problems(words))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith(words[1])
                .contains("expected");
    }

    @Test
    void unknownOptionsAndHostsAreNamed() {
        assertThat(problems("lb1.conf", "lb2.conf", "--klil", "lb1@5", "--stop", "lb3@5"))
                .containsExactly(
                        "unknown option --klil; did you mean --kill?",
                        "there is no host 'lb3'; did you mean 'lb1'? (hosts: lb1, lb2)");
        assertThat(problems("a.conf", "--json=yes")).containsExactly("--json takes no value");
        assertThat(problems("a.conf", "--kill")).containsExactly("--kill needs a value: HOST@TIME or HOST@FROM..TO");
        assertThat(problems())
                .containsExactly("name at least one configuration file, such as: mainstay simulate a.conf b.conf");
    }

    @Test
    void helpNeedsNothing() {
        assertThat(CommandLine.parse(List.of("--help")).help()).isTrue();
        assertThat(CommandLine.parse(List.of("--help")).problems()).isEmpty();
    }

    private static List<Event> events(String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("a.conf", "b.conf"));
        words.addAll(List.of(options));
        return scenario(words.toArray(String[]::new)).events().stream()
                .filter(event -> !(event instanceof Event.Power power && power.kind() == Kind.START))
                .toList();
    }

    private static Scenario scenario(String... words) {
        CommandLine line = CommandLine.parse(List.of(words));
        assertThat(line.problems()).isEmpty();
        return line.scenario().orElseThrow();
    }

    private static List<String> problems(String... words) {
        return CommandLine.parse(List.of(words)).problems();
    }
}
