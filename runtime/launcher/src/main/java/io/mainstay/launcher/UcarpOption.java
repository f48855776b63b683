// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** ucarp's options, and the few that {@code bin/mainstay-ucarp} has besides. The start script knows which take arguments. */
enum UcarpOption {
    INTERFACE('i', "interface", "IF", "network interface (default: the first that is up)"),
    SOURCE('s', "srcip", "IP", "source address of this host"),
    GROUP('m', "mcastip", "IP", "multicast group (default 224.0.0.18)"),
    VHID('v', "vhid", "ID", "virtual host id, 1 to 255"),
    PASSWORD('p', "pass", "PASSWORD", "password, at most 19 bytes"),
    PASSWORD_FILE('o', "passfile", "FILE", "read the password from the first line of FILE"),
    PREEMPT('P', "preempt", "", "take over from a master with a longer interval"),
    NEUTRAL('n', "neutral", "", "do not run the down script at the start"),
    ADDRESS('a', "addr", "IP", "virtual address"),
    ADVBASE('b', "advbase", "SECONDS", "advertisement interval, 0 to 255 (default 1)"),
    ADVSKEW('k', "advskew", "SKEW", "added to it, in 1/256 s, 0 to 255 (default 0)"),
    UP_SCRIPT('u', "upscript", "FILE", "run to become master"),
    DOWN_SCRIPT('d', "downscript", "FILE", "run to become backup"),
    DEAD_RATIO('r', "deadratio", "RATIO", "missed intervals after which the master is dead (default 3)"),
    SHUTDOWN('z', "shutdown", "", "run the down script at exit"),
    DAEMONIZE('B', "daemonize", "", "run in the background"),
    DEBUG('D', "debug", "", "log more"),
    FACILITY('f', "facility", "NAME", "syslog facility (default daemon); none for no syslog"),
    PARAMETER('x', "xparam", "TEXT", "third argument of the scripts"),
    IGNORE_LINK('S', "ignoreifstate", "", "do not look at the state of the interface"),
    NO_MULTICAST('M', "nomcast", "", "send broadcasts instead of multicasts"),
    HELP('h', "help", "", "print this and exit"),
    TIE_BREAK((char) 0, "tie-break", "NAME", "Mainstay: numeric, or ucarp-le as ucarp on x86 and ARM (default)"),
    INSTALL_ADDRESS((char) 0, "install-address", "", "Mainstay: install and remove the address, without scripts"),
    STATE_DIR((char) 0, "state-dir", "DIR", "Mainstay: folder of this process");

    final char letter;
    final String word;
    final String argument;
    final String help;

    UcarpOption(char letter, String word, String argument, String help) {
        this.letter = letter;
        this.word = word;
        this.argument = argument;
        this.help = help;
    }

    boolean takesArgument() {
        return !argument.isEmpty();
    }

    static Optional<UcarpOption> ofLetter(char letter) {
        return Arrays.stream(values())
                .filter(option -> letter != 0 && option.letter == letter)
                .findFirst();
    }

    /** By its word, or by the beginning of words, as getopt_long does: the exact one, or all that begin so. */
    static List<UcarpOption> ofWord(String word) {
        List<UcarpOption> matching = new ArrayList<>();
        for (UcarpOption option : values()) {
            if (option.word.equals(word)) {
                return List.of(option);
            }
            if (!word.isEmpty() && option.word.startsWith(word)) {
                matching.add(option);
            }
        }
        return matching;
    }

    String display() {
        return (letter == 0 ? "" : "-" + letter + "/") + "--" + word;
    }

    static String usage() {
        StringBuilder text = new StringBuilder("Usage: mainstay-ucarp -s IP -v ID -p PASSWORD -a IP [options]\n\n");
        for (UcarpOption option : values()) {
            String names = (option.letter == 0 ? "    " : "-" + option.letter + ", ") + "--" + option.word
                    + (option.takesArgument() ? "=" + option.argument : "");
            text.append(String.format("  %-28s %s%n", names, option.help));
        }
        return text.append("\nSignals: TERM, INT and HUP stop, USR1 logs the state, USR2 hands over to a backup.\n")
                .toString();
    }
}
