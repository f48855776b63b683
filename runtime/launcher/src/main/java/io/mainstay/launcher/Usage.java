// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.Optional;

/** The texts of {@code --help} and {@code --version}. Pure. */
final class Usage {
    private static final int COLUMN = 34;

    private Usage() {}

    static String help() {
        StringBuilder out = new StringBuilder(4096);
        out.append("Usage: mainstay [options]           start (in the background unless -n is given)\n");
        out.append("       mainstay shell               talk to the running instance\n");
        out.append("       mainstay ctl COMMAND...      one command to the running instance; 'ctl help' lists them\n");
        out.append(
                "       mainstay simulate FILE...    run virtual routers of several configurations in virtual time\n");
        out.append(
                "       mainstay genhash OPTIONS     the digest of a web server's answer; 'genhash -h' lists them\n\n");
        out.append("Options:\n");
        for (Option option : Option.values()) {
            StringBuilder line = new StringBuilder("  ");
            line.append(option.letter == 0 ? "    " : "-" + option.letter + ", ")
                    .append("--")
                    .append(option.word);
            switch (option.argument) {
                case NONE -> {}
                case OPTIONAL -> line.append("[=").append(option.argumentName).append(']');
                case REQUIRED -> line.append('=').append(option.argumentName);
            }
            if (line.length() >= COLUMN) {
                out.append(line).append('\n');
                line.setLength(0);
            }
            out.append(line).append(" ".repeat(COLUMN - line.length()));
            out.append(option.help)
                    .append(option.missing.isPresent() ? " (not supported yet)" : "")
                    .append('\n');
        }
        out.append("\nSignals: HUP reload, TERM and INT stop, USR1 write the state, USR2 write the counters.\n");
        out.append("Environment: JAVA_HOME, MAINSTAY_JAVA_OPTS (further JVM options), MAINSTAY_HEAP (-Xmx).\n");
        return out.toString();
    }

    /** {@code Mainstay 1.2.3}. */
    static String name() {
        return "Mainstay "
                + Optional.ofNullable(Usage.class.getPackage().getImplementationVersion())
                        .orElse("(unpackaged)");
    }

    static String version() {
        return name() + "\n" + "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + "\n";
    }
}
