// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.DiagnosticKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference page has every keyword that the interpreter knows, in the section of its block, and no other. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("../../docs/reference/configuration.md");
    private static final String UNLIKE_ANY = "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz";

    @ParameterizedTest
    @CsvSource({
        "Top level, '%s'",
        "global_defs, 'global_defs {\n %s\n}'",
        "SSL, 'SSL {\n %s\n}'",
        "virtual_server, 'virtual_server fwmark 1 {\n %s\n}'",
        "real_server, 'virtual_server fwmark 1 {\n real_server 10.0.0.1 {\n %s\n }\n}'",
        "vrrp_instance, 'vrrp_instance V {\n %s\n}'",
        "vrrp_sync_group, 'vrrp_sync_group G {\n %s\n}'",
        "vrrp_script, 'vrrp_script S {\n %s\n}'",
        "vrrp_track_process, 'vrrp_track_process P {\n %s\n}'",
        "track_file, 'track_file F {\n %s\n}'",
        "carp_instance, 'carp_instance C {\n %s\n}'",
    })
    void pageAndInterpreterKnowTheSameKeywords(String section, String text) throws IOException {
        assertThat(documented(section)).isEqualTo(known(text.formatted(UNLIKE_ANY)));
    }

    @Test
    void pageAndEngineKnowTheSameKeywordsOfChecks() throws IOException {
        assertThat(documented("Checks")).isEqualTo(new TreeSet<>(Timing.KEYWORDS));
    }

    /** What the hint for an unknown keyword lists. */
    private static Set<String> known(String text) {
        String hint = Interpreted.of(text).result().diagnostics().stream()
                .filter(d -> d.kind() == DiagnosticKind.UNKNOWN_KEYWORD)
                .findFirst()
                .orElseThrow()
                .hint();
        assertThat(hint).startsWith("known here: ");
        return new TreeSet<>(
                Arrays.asList(hint.substring("known here: ".length()).split(", ")));
    }

    /** Keywords in the first column of the section's table, and after "Known, not yet supported". */
    private static Set<String> documented(String section) throws IOException {
        Set<String> keywords = new TreeSet<>();
        boolean inSection = false;
        boolean inList = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                inSection = line.equals("## " + section);
            } else if (inSection && line.startsWith("| `")) {
                keywords.add(line.substring(3, line.indexOf('`', 3)));
            } else if (inSection && (line.startsWith("Known, not yet supported") || inList)) {
                inList = !line.isEmpty();
                Matcher words = Pattern.compile("`([^`]+)`").matcher(line);
                while (words.find()) {
                    keywords.add(words.group(1));
                }
            }
        }
        return keywords;
    }
}
