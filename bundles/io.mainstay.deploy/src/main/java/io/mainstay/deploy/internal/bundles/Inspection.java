// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

/** What a look into a file came to. */
sealed interface Inspection {

    /** A bundle, complete to the last byte. */
    record Complete(Candidate candidate) implements Inspection {}

    /** Not a readable jar (yet): still being copied, or damaged. Looked at again when it changes. */
    record Incomplete(String reason) implements Inspection {}

    /** A readable jar that cannot be deployed. */
    record Unusable(String reason) implements Inspection {}
}
