// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.control.Diagnosable.Level;
import io.mainstay.shell.internal.text.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says what is unsatisfied and why. */
final class DoctorCommand implements Command {
    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::level).reversed().thenComparing(Finding::subject);

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "what is unsatisfied, why, and what to do about it; fails when something needs a human";
    }

    @Override
    public Reply run(Call call, Services services) {
        List<Finding> findings = new ArrayList<>();
        for (Diagnosable diagnosable : services.diagnosables()) {
            findings.addAll(ask(diagnosable));
        }
        if (services.findConfiguration().isEmpty()
                || services.findChecks().isEmpty()
                || services.findBalancer().isEmpty()) {
            findings.add(new Finding(
                    Level.ERROR,
                    "services",
                    "of the services Configuration, Checks and Balancer, "
                            + (services.findConfiguration().isEmpty() ? "Configuration " : "")
                            + (services.findChecks().isEmpty() ? "Checks " : "")
                            + (services.findBalancer().isEmpty() ? "Balancer " : "") + "missing",
                    "look for the reason in the findings about components, and in the log"));
        }
        findings.sort(WORST_FIRST);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format("%-8s", Views.word(finding.level()))).append(finding.subject());
            text.append(": ").append(finding.problem()).append('\n');
            text.append(finding.remedy().isEmpty() ? "" : "        -> " + finding.remedy() + "\n");
        }
        long errors = findings.stream().filter(f -> f.level() == Level.ERROR).count();
        long warnings =
                findings.stream().filter(f -> f.level() == Level.WARNING).count();
        text.append(Units.plural(errors, "error")).append(", ").append(Units.plural(warnings, "warning"));
        text.append(errors + warnings == 0 ? ": all is well\n" : "\n");
        return Reply.of(
                errors == 0,
                findings.stream()
                        .map(f -> object(
                                "level", Views.word(f.level()),
                                "subject", f.subject(),
                                "problem", f.problem(),
                                "remedy", f.remedy()))
                        .toList(),
                text.toString());
    }

    /** One that fails must not silence the others, and is itself a finding. */
    private static List<Finding> ask(Diagnosable diagnosable) {
        try {
            return diagnosable.findings();
        } catch (RuntimeException | LinkageError e) {
            return List.of(new Finding(
                    Level.ERROR, diagnosable.getClass().getName(), "could not say how it is: " + e, "see the log"));
        }
    }
}
