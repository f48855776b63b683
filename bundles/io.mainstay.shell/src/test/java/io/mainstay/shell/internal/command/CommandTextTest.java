// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.control.Deployments;
import io.mainstay.api.control.Deployments.Deployment;
import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.control.Diagnosable.Level;
import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each command prints for people. */
class CommandTextTest {
    private final Terminal terminal = new Terminal();

    @Test
    void statusShowsTheWholeSystemAtAGlance() {
        assertThat(terminal.run("status")).isEqualTo("""
                mainstay       0.1.0, pid 4711, up 1h2m, Java 17.0.15
                configuration  number 3, last reload accepted in 42.0 ms, 0 warnings
                data planes    proxy (2 virtual servers)
                servers        2 virtual servers with 3 real servers, 1 without quorum

                  VIRTUAL SERVER         QUORUM  SERVERS UP  WEIGHT  PLANE  REMARKS
                  tcp/10.0.0.100:80      up             1/2       3  proxy
                  udp/[2001:db8::53]:53  down           0/1       0  proxy  sorry server active; udp [2001:db8::53]…

                checks         3: 1 up, 2 down, 1 suspended, 1 undecided
                lateness       p50 210 µs, p99 1.84 ms in the last minute, max 3.30 ms ever; 1 probe under way
                """);
        assertThat(terminal.exit).isZero();
    }

    @Test
    void statusSaysWhatIsMissingAndShowsTheRest() {
        terminal.system.checks = Optional.empty();
        terminal.system.balancer = Optional.empty();
        assertThat(terminal.run("status")).isEqualTo("""
                mainstay       0.1.0, pid 4711, up 1h2m, Java 17.0.15
                configuration  number 3, last reload accepted in 42.0 ms, 0 warnings
                balancer       not there; 'doctor' says why
                checks         not there; 'doctor' says why
                """);
    }

    @Test
    void statusSaysThatTheLastReloadWasRefused() {
        terminal.system.refuse("unknown keyword", "");
        assertThat(terminal.run("status")).contains("last reload REFUSED with 1 error, number 3 goes on, 0 warnings");
    }

    @Test
    void serversShowsCountersPerVirtualServer() {
        assertThat(terminal.run("servers")).isEqualTo("""
                tcp/10.0.0.100:80  wrr on proxy, quorum up (live weight 3, needs 1)
                  REAL SERVER  STATE  WEIGHT  ACTIVE  TOTAL  FAILED   IN   OUT  FAILED CHECKS
                  10.0.0.1:80  up          3       2   1.2k       0  46k  9.9M
                  10.0.0.2:80  down      0/1       0      7       0  640  1.2k  TCP_CHECK

                udp/[2001:db8::53]:53  wrr on proxy, quorum down (live weight 0, needs 1), sorry server [2001:db8::99]:53 ACTIVE
                  ! udp [2001:db8::53]:53: address already in use; next try in 2 s
                  REAL SERVER       STATE  WEIGHT  ACTIVE  TOTAL  FAILED  IN  OUT  FAILED CHECKS
                  [2001:db8::1]:53  down      0/1       0      0       0   0    0  UDP_CHECK
                """);
        assertThat(terminal.run("servers", "TCP"))
                .startsWith("tcp/10.0.0.100:80")
                .doesNotContain("2001:db8");
    }

    @Test
    void checksShowsStateAndLastOutcome() {
        assertThat(terminal.run("checks")).isEqualTo("""
                CHECK                                             STATE           SINCE  PROBES  FAILED  LAST
                tcp/10.0.0.100:80/10.0.0.1:80/HTTP_GET            UP              1m30s    2.0k       0  passed: 200
                tcp/10.0.0.100:80/10.0.0.2:80/TCP_CHECK           DOWN            1m30s    2.0k       4  failed (ref…
                udp/[2001:db8::53]:53/[2001:db8::1]:53/UDP_CHECK  DOWN SUSPENDED  1m30s       0       4  no plugin p…
                """);
    }

    @Test
    void checksAreFilteredByStateAndByName() {
        assertThat(terminal.run("checks", "up")).contains("HTTP_GET").doesNotContain("TCP_CHECK", "UDP_CHECK");
        assertThat(terminal.run("checks", "suspended")).contains("UDP_CHECK").doesNotContain("TCP_CHECK");
        assertThat(terminal.run("checks", "tcp_check")).contains("TCP_CHECK").doesNotContain("HTTP_GET");
        assertThat(terminal.run("checks", "smtp")).isEqualTo("none of the 3 checks has 'smtp' in its name or state\n");
    }

    @Test
    void probeShowsTranscriptAndOutcomeAndFailsWithTheProbe() {
        assertThat(terminal.run("probe", "http")).isEqualTo("""
                tcp/10.0.0.100:80/10.0.0.1:80/HTTP_GET  HTTP_GET /health
                    90.0 µs  connecting to 10.0.0.1:80
                    1.20 ms  connected
                passed: 200, took 1.24 ms
                """);
        assertThat(terminal.exit).isZero();
        assertThat(terminal.run("probe", "tcp_check")).endsWith("failed (refused): connection refused, took 1.24 ms\n");
        assertThat(terminal.exit).isEqualTo(1);
    }

    @Test
    void probeOfASuspendedCheckSaysWhyNot() {
        assertThat(terminal.run("probe", "udp")).isEmpty();
        assertThat(terminal.err())
                .isEqualTo("cannot probe udp/[2001:db8::53]:53/[2001:db8::1]:53/UDP_CHECK:"
                        + " no plugin provides UDP_CHECK\n");
        assertThat(terminal.exit).isEqualTo(1);
    }

    @Test
    void historyShowsEachKeptProbeWithItsTranscript() {
        assertThat(terminal.run("history", "tcp_check"))
                .contains("down: 4 failures in a row\n")
                .contains("  failed (refused): connection refused, took 1.24 ms\n    90.0 µs  connecting");
        assertThat(terminal.run("history", "udp")).endsWith("not probed yet\n");
    }

    @Test
    void drainAndUndrainSayWhatIsInEffect() {
        assertThat(terminal.run("drain", "10.0.0.1"))
                .isEqualTo("10.0.0.1:80 of tcp/10.0.0.100:80: draining, 2 connections still open\n");
        assertThat(terminal.run("servers", "tcp")).contains("draining     0/3");
        assertThat(terminal.run("undrain", "10.0.0.100", "10.0.0.1:80"))
                .isEqualTo("10.0.0.1:80 of tcp/10.0.0.100:80: back with weight 3\n");
        assertThat(terminal.system.asked)
                .containsExactly(
                        "drain tcp/10.0.0.100:80 10.0.0.1:80 true", "drain tcp/10.0.0.100:80 10.0.0.1:80 false");
    }

    @Test
    void weightIsOverriddenAndReset() {
        assertThat(terminal.run("weight", "10.0.0.1", "7"))
                .isEqualTo("10.0.0.1:80 of tcp/10.0.0.100:80: weight 7 in effect, overridden with 7, configured 3\n");
        assertThat(terminal.run("weight", "tcp/10.0.0.100:80", "10.0.0.1:80", "reset"))
                .isEqualTo("10.0.0.1:80 of tcp/10.0.0.100:80: weight 3 in effect, configured 3\n");
        terminal.run("weight", "10.0.0.1", "65536");
        assertThat(terminal.exit).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("weight '65536' is neither a number from 0 to 65535 nor 'reset'\n");
    }

    @Test
    void reloadPrintsDiagnosticsAndFailsWhenRefused() {
        assertThat(terminal.run("reload")).isEqualTo("accepted as number 3 (42.0 ms)\n");
        assertThat(terminal.run("reload", "--test")).isEqualTo("valid; nothing was changed (42.0 ms)\n");
        assertThat(terminal.system.asked).containsExactly("reload", "test");

        terminal.system.refuse("unknown keyword real_srver", "did you mean real_server?");
        assertThat(terminal.run("reload")).isEqualTo("""
                /etc/keepalived.conf:7:3: error: unknown keyword real_srver (did you mean real_server?)
                refused with 1 error; number 3 goes on untouched (42.0 ms)
                """);
        assertThat(terminal.exit).isEqualTo(1);
    }

    @Test
    void doctorListsFindingsWorstFirstAndFailsOnErrors() {
        assertThat(terminal.run("doctor")).isEqualTo("0 errors, 0 warnings: all is well\n");
        assertThat(terminal.exit).isZero();

        terminal.system.diagnosables.add(() -> List.of(
                new Finding(Level.INFO, "data plane ipvs", "the kernel has no ip_vs", ""),
                new Finding(Level.ERROR, "deployer", "plugins/ is not readable", "chmod it")));
        terminal.system.diagnosables.add(() -> {
            throw new IllegalStateException("sick");
        });
        assertThat(terminal.run("doctor"))
                .startsWith("error   deployer: plugins/ is not readable\n        -> chmod it\nerror   ")
                .contains("could not say how it is: java.lang.IllegalStateException: sick")
                .endsWith("info    data plane ipvs: the kernel has no ip_vs\n2 errors, 0 warnings\n");
        assertThat(terminal.exit).isEqualTo(1);
    }

    @Test
    void doctorNamesMissingServices() {
        terminal.system.checks = Optional.empty();
        assertThat(terminal.run("doctor"))
                .contains("error   services: of the services Configuration, Checks and Balancer, Checks missing");
    }

    @Test
    void bundlesShowsCheckerTypesAndDeployedJars() {
        assertThat(terminal.run("bundles")).isEqualTo("""
                TYPE       BUNDLE                  VERSION  CHECKS  SUSPENDED  OVERRUNS  PROBLEM
                HTTP_GET   io.mainstay.check.http  0.1.0         1          0         0
                TCP_CHECK  io.mainstay.check.tcp   0.1.0         1          0         3  event loop blocked twice
                """);
        terminal.system.deployments = Optional.of(() ->
                List.of(new Deployment("", "", "/opt/plugins/half.jar", Deployments.State.INCOMPLETE, "cut off")));
        assertThat(terminal.run("bundles")).endsWith("""

                FILE      STATE       BUNDLE  VERSION  PROBLEM
                half.jar  incomplete                   cut off
                """);
    }

    @Test
    void journalShowsTheLastEntries() {
        for (int i = 1; i <= 30; i++) {
            terminal.system.entries.add(new Journal.Entry(
                    i,
                    SampleSystem.NOW,
                    new Transition.Check(
                            SampleSystem.id(SampleSystem.WEB, "10.0.0.1", 80, "TCP_CHECK"), false, "refused")));
        }
        assertThat(terminal.run("journal").lines()).hasSize(21);
        assertThat(terminal.run("journal", "1"))
                .contains("30  ")
                .endsWith("  check tcp/10.0.0.100:80/10.0.0.1:80/TCP_CHECK  UP -> DOWN  refused\n");
        terminal.run("journal", "many");
        assertThat(terminal.exit).isEqualTo(2);
    }

    @Test
    void configShowsWhereEachVirtualServerIsConfigured() {
        assertThat(terminal.run("config")).isEqualTo("""
                number 3, router id lb1, data plane auto

                  VIRTUAL SERVER         SCHEDULER  QUORUM  SERVERS  CHECKS  CONFIGURED AT
                  tcp/10.0.0.100:80      wrr             1        2          /etc/keepalived.conf:12:1
                  udp/[2001:db8::53]:53  wrr             1        1
                """);
    }

    @Test
    void helpListsEveryCommand() {
        String help = terminal.run("help");
        new Commands(terminal.system, SampleSystem.CLOCK)
                .all()
                .forEach(command -> assertThat(help).contains("\n" + command.name() + " "));
        assertThat(terminal.run("help", "weight"))
                .contains("weight [vs] <rs> <n|reset>")
                .hasLineCount(2);
    }

    @Test
    void checkerShowsWhatCanBeConfigured() {
        assertThat(terminal.run("checker", "http_get")).isEqualTo("""
                HTTP_GET  (bundle io.mainstay.check.http 0.1.0)
                A server is good when its answers are.

                OPTION                    DEFAULT            MEANING                    FORM
                url { … }                 required           one request (repeatable)
                  path PATH               required           what is asked for          one word, quoted if it has …
                  tls_compliant [on|off]  off                close with a notification
                connect_timeout SECONDS   the real server's  limit of each step         seconds from 0.001 to 60

                And the engine's, as in every check: delay_loop, retry (1 here), delay_before_retry (1 s here),
                warmup, rise, jitter, alpha, log_all_failures
                """);
    }

    @Test
    void checkerWithoutTypeListsThem() {
        assertThat(terminal.run("checker")).isEqualTo("""
                TYPE       BUNDLE                  VERSION  SUMMARY
                HTTP_GET   io.mainstay.check.http  0.1.0    A server is good when its answers are.
                TCP_CHECK  io.mainstay.check.tcp   0.1.0
                """);
    }

    @Test
    void checkerSaysWhichTypeWasProbablyMeant() {
        terminal.run("checker", "HTP_GET");
        assertThat(terminal.err()).isEqualTo("there is no plugin for checker type HTP_GET; did you mean HTTP_GET?\n");
    }
}
