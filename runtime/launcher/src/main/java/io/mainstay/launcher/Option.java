// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.Optional;

/**
 * Every option of the command line, with keepalived's letters and words. {@code bin/mainstay} scans the same line for a few
 * of them; a test compares the two.
 */
enum Option {
    USE_FILE(
            'f',
            "use-file",
            Argument.REQUIRED,
            "FILE",
            "read this configuration (default /etc/keepalived/keepalived.conf)"),
    DONT_FORK('n', "dont-fork", Argument.NONE, "", "stay in the foreground"),
    LOG_CONSOLE('l', "log-console", Argument.NONE, "", "log to standard error as well"),
    LOG_DETAIL('D', "log-detail", Argument.NONE, "", "log more; twice: log every probe"),
    CONFIG_TEST(
            't',
            "config-test",
            Argument.OPTIONAL,
            "FILE",
            "validate the configuration and exit; diagnostics go to standard error, or are appended to FILE"),
    VERSION('v', "version", Argument.NONE, "", "print the version and exit"),
    HELP('h', "help", Argument.NONE, "", "print this and exit"),
    VRRP('P', "vrrp", Argument.NONE, "", "run the VRRP subsystem only"),
    CHECK('C', "check", Argument.NONE, "", "run health checks and load balancing only"),
    NO_BFD('B', "no_bfd", Argument.NONE, "", "do not run BFD", "BFD"),
    ALL((char) 0, "all", Argument.NONE, "", "run all subsystems, configured or not"),
    CONFIG_ID(
            'i',
            "config-id",
            Argument.REQUIRED,
            "ID",
            "what @id lines are compared with (default: host name up to the first dot)"),
    NAMESPACE(
            's',
            "namespace",
            Argument.REQUIRED,
            "NAME",
            "run in this network namespace",
            "network namespaces (use: ip netns exec NAME mainstay ...)"),
    PID('p', "pid", Argument.REQUIRED, "FILE", "write the process id here"),
    VRRP_PID('r', "vrrp_pid", Argument.REQUIRED, "FILE", "write the process id of the VRRP subsystem here"),
    CHECKERS_PID('c', "checkers_pid", Argument.REQUIRED, "FILE", "write the process id of the check subsystem here"),
    BFD_PID('b', "bfd_pid", Argument.REQUIRED, "FILE", "write the process id of the BFD subsystem here", "BFD"),
    DONT_RESPAWN('R', "dont-respawn", Argument.NONE, "", "exit instead of going on without a failed subsystem"),
    DUMP_CONF('d', "dump-conf", Argument.NONE, "", "log the configuration at start"),
    LOG_FACILITY(
            'S',
            "log-facility",
            Argument.REQUIRED,
            "NAME",
            "syslog facility: 0 to 7, local0 to local7, user, daemon (default daemon)"),
    NO_SYSLOG('G', "no-syslog", Argument.NONE, "", "do not log to syslog"),
    LOG_FILE('g', "log-file", Argument.OPTIONAL, "FILE", "log to FILE (default: log/mainstay.log in the state folder)"),
    FLUSH_LOG_FILE((char) 0, "flush-log-file", Argument.NONE, "", "write each line of the log file at once"),
    UMASK('u', "umask", Argument.REQUIRED, "MASK", "octal file creation mask (default 077)"),
    RELEASE_VIPS('X', "release-vips", Argument.NONE, "", "remove addresses that are not recorded as ours", "VRRP"),
    DONT_RELEASE_VRRP('V', "dont-release-vrrp", Argument.NONE, "", "leave addresses and routes in place at exit"),
    DONT_RELEASE_IPVS('I', "dont-release-ipvs", Argument.NONE, "", "leave the kernel's IPVS table in place at exit"),
    SNMP('x', "snmp", Argument.NONE, "", "enable the SNMP sub-agent", "SNMP"),
    SNMP_SOCKET('A', "snmp-agent-socket", Argument.REQUIRED, "ADDRESS", "AgentX socket", "SNMP"),
    ADDRESS_MONITORING(
            'a', "address-monitoring", Argument.NONE, "", "log all changes of addresses", "address monitoring"),
    ALL_CONFIG('e', "all-config", Argument.NONE, "", "refuse a configuration of which an include is missing"),
    GENHASH('T', "genhash", Argument.NONE, "", "be genhash; the first option"),
    SIGNUM(
            (char) 0,
            "signum",
            Argument.REQUIRED,
            "NAME",
            "print the number of the signal STOP, RELOAD, DATA, STATS, STATS_CLEAR, JSON or TDUMP"),
    CORE_DUMP('m', "core-dump", Argument.NONE, "", "produce a core dump", "core dumps (ulimit -c)"),
    CORE_DUMP_PATTERN(
            'M',
            "core-dump-pattern",
            Argument.OPTIONAL,
            "PATTERN",
            "set the kernel's core pattern",
            "core dumps (ulimit -c)"),
    IGNORE_SIGINT((char) 0, "ignore-sigint", Argument.NONE, "", "ignore SIGINT"),
    PERF((char) 0, "perf", Argument.OPTIONAL, "WHEN", "profile", "profiling (use a JVM profiler)"),
    DEBUG((char) 0, "debug", Argument.OPTIONAL, "LETTERS", "debug components", "debug letters (use -D -D)"),
    NO_MEM_CHECK((char) 0, "no-mem-check", Argument.NONE, "", "no memory check", "the memory check"),
    MEM_CHECK_LOG('L', "mem-check-log", Argument.NONE, "", "log of the memory check", "the memory check"),
    ONE_PROCESS('O', "one-process", Argument.NONE, "", "all in one process", "-O (it is one process already)"),

    STATE_DIR((char) 0, "state-dir", Argument.REQUIRED, "DIR", "this instance's own folder: cache, socket, log, state"),
    PLUGINS(
            (char) 0,
            "plugins",
            Argument.REQUIRED,
            "DIR",
            "watch this folder for plugins; may be given several times (default: plugins/ of the distribution)"),
    CHECK_DIR(
            (char) 0,
            "check-dir",
            Argument.REQUIRED,
            "DIR",
            "folder of the checkers (default: checks/ of the distribution)"),
    ETC(
            (char) 0,
            "etc",
            Argument.REQUIRED,
            "DIR",
            "watch this folder for .json and .cfg configuration (default: etc/ of the distribution)"),
    PROFILE((char) 0, "profile", Argument.REQUIRED, "NAME", "how the JVM is set up: default, punctual or throughput");

    /** Whether an option takes an argument. An optional one is only taken from the same word: {@code -tFILE}. */
    enum Argument {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** Its letter; 0 when it has none. */
    final char letter;

    final String word;
    final Argument argument;
    final String argumentName;
    final String help;

    /** What is not there yet; empty when the option works. */
    final Optional<String> missing;

    Option(char letter, String word, Argument argument, String argumentName, String help) {
        this(letter, word, argument, argumentName, help, null);
    }

    Option(char letter, String word, Argument argument, String argumentName, String help, String missing) {
        this.letter = letter;
        this.word = word;
        this.argument = argument;
        this.argumentName = argumentName;
        this.help = help;
        this.missing = Optional.ofNullable(missing);
    }

    static Optional<Option> ofLetter(char letter) {
        for (Option option : values()) {
            if (letter != 0 && option.letter == letter) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    static Optional<Option> ofWord(String word) {
        for (Option option : values()) {
            if (option.word.equals(word)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** How a message names it: {@code -f/--use-file}. */
    String display() {
        return (letter == 0 ? "" : "-" + letter + "/") + "--" + word;
    }
}
