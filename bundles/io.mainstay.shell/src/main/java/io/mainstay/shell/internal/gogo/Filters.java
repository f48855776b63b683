// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Component;

/** What commands are piped into. The Gogo runtime brings none of its own. Any thread. */
@Component(service = Filters.class)
@GogoCommand(
        scope = GogoCommands.SCOPE,
        function = {"grep", "head", "tail", "count"})
public final class Filters {
    private static final int USUAL = 10;

    @Descriptor("the lines in which a regular expression is found; -i: in either case, -v: the others")
    public void grep(
            @Parameter(names = "-i", presentValue = "true", absentValue = "false") boolean ignoreCase,
            @Parameter(names = "-v", presentValue = "true", absentValue = "false") boolean others,
            String expression)
            throws IOException {
        Process process = Process.Utils.current();
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression, ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        } catch (PatternSyntaxException e) {
            process.err().println("grep: " + e.getMessage());
            process.error(2);
            return;
        }
        BufferedReader lines = lines(process);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (pattern.matcher(line).find() != others) {
                process.out().println(line);
            }
        }
    }

    @Descriptor("the first ten lines")
    public void head() throws IOException {
        head(USUAL);
    }

    @Descriptor("the first n lines")
    public void head(int n) throws IOException {
        Process process = Process.Utils.current();
        BufferedReader lines = lines(process);
        int left = n;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (left-- > 0) {
                process.out().println(line);
            }
        }
    }

    @Descriptor("the last ten lines")
    public void tail() throws IOException {
        tail(USUAL);
    }

    @Descriptor("the last n lines")
    public void tail(int n) throws IOException {
        Process process = Process.Utils.current();
        BufferedReader lines = lines(process);
        Deque<String> kept = new ArrayDeque<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            kept.add(line);
            if (kept.size() > n) {
                kept.remove();
            }
        }
        kept.forEach(process.out()::println);
    }

    @Descriptor("how many lines there are")
    public void count() throws IOException {
        Process process = Process.Utils.current();
        process.out().println(lines(process).lines().count());
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.in(), StandardCharsets.UTF_8));
    }
}
