// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

/** What an operator reads about an error number of starting a process. */
final class Errors {
    private Errors() {}

    static String describe(int number) {
        return switch (number) {
            case 1 -> "not permitted; does the daemon lack a capability?";
            case 2 -> "the program, or the interpreter in its first line, does not exist";
            case 7 -> "its arguments are too long";
            case 8 -> "its format is none that the kernel runs";
            case 11 -> "the daemon has as many processes as it may (LimitNPROC, TasksMax)";
            case 12 -> "out of memory";
            case 13 -> "permission denied";
            case 23, 24 -> "the daemon has as many files open as it may (LimitNOFILE)";
            case 26 -> "the program is being written to";
            default -> "error " + number;
        };
    }
}
