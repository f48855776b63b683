// SPDX-License-Identifier: Apache-2.0
/**
 * All that a plugin compiles against. Contracts and immutable values; no Netty, no native code, no engine.
 *
 * <p>Interfaces that plugins implement are {@code @ConsumerType}, those that they only call are {@code @ProviderType};
 * each package carries its semantic version.
 */
package io.mainstay.api;
