// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.metatype;

import io.mainstay.api.option.BlockDescription;
import io.mainstay.api.option.OptionDescription;
import java.io.InputStream;
import java.util.stream.Stream;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The options of one checker type. */
record CheckerDefinition(String pid, String type, BlockDescription block) implements ObjectClassDefinition {

    @Override
    public String getName() {
        return type;
    }

    @Override
    public String getID() {
        return pid;
    }

    @Override
    public String getDescription() {
        return block.summary();
    }

    @Override
    public AttributeDefinition[] getAttributeDefinitions(int filter) {
        Stream<OptionDescription> chosen = block.options().stream()
                .filter(option -> option.required() ? (filter & REQUIRED) != 0 : (filter & OPTIONAL) != 0);
        return chosen.map(OptionAttribute::new).toArray(AttributeDefinition[]::new);
    }

    @Override
    public InputStream getIcon(int size) {
        return null;
    }
}
