// SPDX-License-Identifier: Apache-2.0
/**
 * The lexical language of keepalived.conf: text to {@link io.mainstay.api.config.ConfigNode} trees, nothing about what the
 * statements mean. Stages, each a class, each pushing to the next:
 *
 * <ol>
 *   <li>{@code ConfigText} opens files, follows includes, cuts physical lines;
 *   <li>{@code Comments} takes comments and surrounding blanks away;
 *   <li>{@code Expansion} keeps or drops {@code @id} lines, remembers definitions, substitutes, repeats;
 *   <li>{@code WordSplitter} cuts words and braces;
 *   <li>{@code TreeBuilder} nests statements into blocks.
 * </ol>
 *
 * <p>Most lines have nothing to expand and go from the file's text to interned words without a copy in between.
 *
 * <p>Pure: files come through {@link io.mainstay.config.internal.syntax.ConfigFiles}. No input makes a stage throw or run
 * without end: {@link io.mainstay.config.internal.syntax.Limits}. Thread rule: one parse is confined to one thread; nothing
 * is shared between parses. Rules: the reference manual of keepalived.conf, sections on syntax, includes, conditionals,
 * definitions, sequences and lists.
 */
package io.mainstay.config.internal.syntax;
