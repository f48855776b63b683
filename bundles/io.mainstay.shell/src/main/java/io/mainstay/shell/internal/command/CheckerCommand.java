// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.control.CheckerDescription;
import io.mainstay.api.control.CheckerTypeView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.option.BlockDescription;
import io.mainstay.api.option.OptionDescription;
import io.mainstay.api.option.ValueDescription;
import io.mainstay.shell.internal.text.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be configured of a checker type, as its plugin declares it. */
final class CheckerCommand implements Command {

    @Override
    public String name() {
        return "checker";
    }

    @Override
    public String usage() {
        return "[type]";
    }

    @Override
    public String summary() {
        return "what can be configured of a checker type: options with form, default and meaning";
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        Checks checks = services.checks();
        return call.words().isEmpty() ? all(call, checks) : one(call.word(0), call, checks);
    }

    private static Reply all(Call call, Checks checks) {
        List<CheckerDescription> types = checks.types().stream()
                .flatMap(type -> checks.describe(type.type()).stream())
                .toList();
        Table table = new Table(
                Table.Column.left("TYPE"),
                Table.Column.left("BUNDLE"),
                Table.Column.left("VERSION"),
                Table.Column.flexible("SUMMARY"));
        types.forEach(type -> table.row(type.type(), type.bundle(), type.version(), summary(type)));
        return Reply.ok(
                types.stream()
                        .map(type -> object(
                                "type", type.type(),
                                "bundle", type.bundle(),
                                "version", type.version(),
                                "summary", summary(type)))
                        .toList(),
                table.isEmpty()
                        ? "no checker is here: put its jar into checks/ or plugins/\n"
                        : table.render("", call.width()));
    }

    private static Reply one(String word, Call call, Checks checks) {
        String type = word.toUpperCase(Locale.ROOT);
        CheckerDescription checker = checks.describe(type).orElseThrow(() -> unknown(type, checks));
        Optional<List<Map<String, Object>>> options = checker.options().map(o -> json(o.options()));
        return Reply.ok(
                object(
                        "type", checker.type(),
                        "bundle", checker.bundle(),
                        "version", checker.version(),
                        "summary", summary(checker),
                        "defaults", defaults(checker.defaults()),
                        "options", options.orElse(null)),
                text(checker, call.width()));
    }

    private static CommandException unknown(String type, Checks checks) {
        List<String> types = checks.types().stream().map(CheckerTypeView::type).toList();
        String hint = NearestKeyword.of(type, types)
                .map(near -> "did you mean " + near + "?")
                .orElse("there are: " + (types.isEmpty() ? "none" : String.join(", ", types)));
        return CommandException.failed("there is no plugin for checker type " + type + "; " + hint);
    }

    private static String summary(CheckerDescription checker) {
        return checker.options().map(BlockDescription::summary).orElse("");
    }

    private static Map<String, Object> defaults(CheckDefaults defaults) {
        return object(
                "retry",
                defaults.retry(),
                "delayBeforeRetryMillis",
                defaults.delayBeforeRetry().map(Duration::toMillis).orElse(null));
    }

    private static List<Map<String, Object>> json(List<OptionDescription> options) {
        return options.stream()
                .map(o -> object(
                        "keyword", o.keyword(),
                        "usage", o.usage(),
                        "expected", o.value().map(ValueDescription::expected).orElse(null),
                        "required", o.required(),
                        "repeatable", o.repeatable(),
                        "default", o.defaultValue().isEmpty() ? null : o.defaultValue(),
                        "help", o.help(),
                        "deprecated", o.deprecated().isEmpty() ? null : o.deprecated(),
                        "options", json(o.options())))
                .toList();
    }

    private static String text(CheckerDescription checker, int width) {
        StringBuilder text = new StringBuilder(checker.type())
                .append("  (bundle ")
                .append(checker.bundle())
                .append(' ')
                .append(checker.version())
                .append(")\n");
        text.append(summary(checker))
                .append(summary(checker).isEmpty() ? "" : "\n")
                .append('\n');
        if (checker.options().isEmpty()) {
            text.append("its plugin does not declare its options\n");
        } else {
            Table table = new Table(
                    Table.Column.left("OPTION"),
                    Table.Column.flexible("DEFAULT"),
                    Table.Column.flexible("MEANING"),
                    Table.Column.flexible("FORM"));
            rows("", checker.options().get().options(), table);
            text.append(table.isEmpty() ? "it has no options of its own\n" : table.render("", width));
        }
        CheckDefaults defaults = checker.defaults();
        return text.append("\nAnd the engine's, as in every check: delay_loop, retry (")
                .append(defaults.retry())
                .append(" here), delay_before_retry (")
                .append(defaults.delayBeforeRetry()
                        .map(delay -> BigDecimal.valueOf(delay.toNanos(), 9)
                                        .stripTrailingZeros()
                                        .toPlainString() + " s here")
                        .orElse("delay_loop here"))
                .append("),\nwarmup, rise, jitter, alpha, log_all_failures\n")
                .toString();
    }

    private static void rows(String indent, List<OptionDescription> options, Table table) {
        for (OptionDescription option : options) {
            table.row(
                    indent + option.usage(),
                    ifAbsent(option),
                    option.help()
                            + (option.repeatable() ? " (repeatable)" : "")
                            + (option.deprecated().isEmpty() ? "" : "; deprecated: " + option.deprecated()),
                    option.shape() == OptionDescription.Shape.SWITCH
                            ? ""
                            : option.value().map(ValueDescription::expected).orElse(""));
            rows(indent + "  ", option.arguments(), table);
            rows(indent + "  ", option.options(), table);
        }
    }

    private static String ifAbsent(OptionDescription option) {
        if (option.required()) {
            return "required";
        }
        if (!option.defaultValue().isEmpty()) {
            return option.defaultValue();
        }
        return option.otherwise().isEmpty()
                ? option.shape() == OptionDescription.Shape.SWITCH ? "off" : "-"
                : option.otherwise();
    }
}
