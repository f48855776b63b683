// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * What a parse depends on besides the text.
 *
 * @param configId compared with {@code @id}; also ${_INSTANCE}
 * @param checkAllIncludes whether every include check is on from the start ({@code -e})
 * @param environment for ${_ENV NAME}
 * @param randomBySeed numbers for ${_RANDOM}, by the seed of {@code random_seed}
 * @param seed used until {@code random_seed} is read
 * @param limits what keeps the parse finite
 */
public record SyntaxOptions(
        String configId,
        boolean checkAllIncludes,
        Function<String, Optional<String>> environment,
        LongFunction<RandomGenerator> randomBySeed,
        long seed,
        Limits limits) {

    /** No environment, a fixed seed, standard limits. */
    public static SyntaxOptions of(String configId) {
        return new SyntaxOptions(
                configId, false, name -> Optional.empty(), java.util.SplittableRandom::new, 0, Limits.STANDARD);
    }

    SyntaxOptions withAllIncludesChecked() {
        return new SyntaxOptions(configId, true, environment, randomBySeed, seed, limits);
    }

    SyntaxOptions withLimits(Limits others) {
        return new SyntaxOptions(configId, checkAllIncludes, environment, randomBySeed, seed, others);
    }
}
