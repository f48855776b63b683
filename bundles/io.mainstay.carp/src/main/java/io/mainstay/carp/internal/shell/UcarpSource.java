// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.Word;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The one instance that {@code bin/mainstay-ucarp} was started for: its statements are the framework property
 * {@value #STATEMENTS}, each {@code keyword US argument … RS} (ASCII 31 and 30). Nothing without the property.
 *
 * <p>Thread-safety: immutable.
 */
@Component
public final class UcarpSource implements ConfigSource {
    static final String STATEMENTS = "mainstay.ucarp";
    static final String NAME = "ucarp";

    private final Fragment fragment;

    @Activate
    public UcarpSource(BundleContext context) {
        this(context.getProperty(STATEMENTS));
    }

    UcarpSource(String statements) {
        fragment = statements == null ? Fragment.EMPTY : new Fragment(List.of(instance(statements)), List.of());
    }

    private static ConfigNode instance(String statements) {
        List<ConfigNode> block = new ArrayList<>();
        for (String statement : statements.split("\u001e")) {
            String[] words = statement.split("\u001f", -1);
            List<Word> arguments = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                arguments.add(word(words[i]));
            }
            block.add(
                    words[0].equals("address")
                            ? ConfigNode.block(
                                    word("virtual_ipaddress"),
                                    List.of(),
                                    List.of(ConfigNode.line(arguments.get(0), List.of())))
                            : ConfigNode.line(word(words[0]), arguments));
        }
        return ConfigNode.block(word("carp_instance"), List.of(word(NAME)), block);
    }

    private static Word word(String text) {
        return new Word(text, "the command line", 0, 0);
    }

    @Override
    public String name() {
        return "ucarp's command line";
    }

    @Override
    public Fragment read() {
        return fragment;
    }
}
