// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.metatype;

import io.mainstay.api.option.OptionDescription;
import io.mainstay.api.option.ValueDescription;
import java.util.stream.Collectors;
import org.osgi.service.metatype.AttributeDefinition;

/** One option. What has parts is a string: a JSON object with the parts as its members. */
record OptionAttribute(OptionDescription option) implements AttributeDefinition {

    @Override
    public String getName() {
        return option.keyword();
    }

    @Override
    public String getID() {
        return option.keyword();
    }

    @Override
    public String getDescription() {
        String text = option.help();
        if (!option.options().isEmpty()) {
            text += "; a JSON object with "
                    + option.options().stream().map(OptionDescription::keyword).collect(Collectors.joining(", "));
        } else if (option.value().isPresent() && option.shape() != OptionDescription.Shape.SWITCH) {
            text += "; " + option.value().get().expected();
        }
        return option.otherwise().isEmpty() ? text : text + "; default: " + option.otherwise();
    }

    @Override
    public int getCardinality() {
        return option.repeatable() ? Integer.MAX_VALUE : 0;
    }

    @Override
    public int getType() {
        return switch (option.shape()) {
            case SWITCH, FLAG -> BOOLEAN;
            case VALUE, WORDS ->
                switch (option.value().orElseThrow().type()) {
                    case INTEGER -> INTEGER;
                    case LONG -> LONG;
                    case SECONDS -> DOUBLE;
                    default -> STRING;
                };
            default -> STRING;
        };
    }

    @Override
    public String[] getOptionValues() {
        return option.value()
                .map(ValueDescription::choices)
                .filter(choices -> !choices.isEmpty())
                .map(choices -> choices.toArray(String[]::new))
                .orElse(null);
    }

    @Override
    public String[] getOptionLabels() {
        return getOptionValues();
    }

    @Override
    public String validate(String value) {
        return null; // the interpreter says it better, with the place
    }

    @Override
    public String[] getDefaultValue() {
        if (getType() == BOOLEAN && option.defaultValue().isEmpty()) {
            return option.otherwise().isEmpty() ? new String[] {"false"} : null;
        }
        return option.defaultValue().isEmpty() ? null : option.defaultValue().split(" ");
    }
}
