// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.metatype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mainstay.api.option.Option;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.api.option.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

class CheckerDefinitionTest {

    enum Close {
        RESET,
        FIN
    }

    record Url(
            @Option(help = "what is asked for", required = true)
            String path) {}

    @Summary("A server is good when it is.")
    record Sample(
            @Option(help = "a word", required = true) String word,

            @Option(help = "a number", defaultValue = "3", min = "0", max = "9")
            int count,

            @Option(help = "a time", otherwise = "the real server's")
            Optional<Duration> limit,

            @Option(help = "a choice", defaultValue = "reset")
            Close close,

            @Option(help = "a switch") boolean fast,
            @Option(help = "numbers") List<Integer> codes,
            @Option(help = "a request") List<Url> url) {}

    private final ObjectClassDefinition definition = new CheckerDefinition(
            "io.mainstay.check.SAMPLE", "SAMPLE", OptionSchema.of(Sample.class).description());

    @Test
    void eachOptionIsAnAttributeOfItsType() {
        assertThat(definition.getDescription()).isEqualTo("A server is good when it is.");
        assertThat(definition.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .extracting(
                        AttributeDefinition::getID, AttributeDefinition::getType, AttributeDefinition::getCardinality)
                .containsExactly(
                        tuple("word", AttributeDefinition.STRING, 0),
                        tuple("count", AttributeDefinition.INTEGER, 0),
                        tuple("limit", AttributeDefinition.DOUBLE, 0),
                        tuple("close", AttributeDefinition.STRING, 0),
                        tuple("fast", AttributeDefinition.BOOLEAN, 0),
                        tuple("codes", AttributeDefinition.INTEGER, Integer.MAX_VALUE),
                        tuple("url", AttributeDefinition.STRING, Integer.MAX_VALUE));
    }

    @Test
    void defaultsChoicesAndDescriptionsAreTheDeclaredOnes() {
        AttributeDefinition[] all = definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
        assertThat(all[1].getDefaultValue()).containsExactly("3");
        assertThat(all[1].getDescription()).isEqualTo("a number; a whole number from 0 to 9");
        assertThat(all[2].getDescription()).endsWith("; default: the real server's");
        assertThat(all[3].getOptionValues()).containsExactly("reset", "fin");
        assertThat(all[4].getDefaultValue()).containsExactly("false");
        assertThat(all[6].getDescription()).isEqualTo("a request; a JSON object with path");
    }

    @Test
    void requiredAndOptionalOnesCanBeAskedForAlone() {
        assertThat(definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED))
                .hasSize(1);
        assertThat(definition.getAttributeDefinitions(ObjectClassDefinition.OPTIONAL))
                .hasSize(6);
    }
}
