// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import java.util.Objects;

/** The outcome of one probe. */
public sealed interface ProbeResult {

    /** One line for the operator: what was seen. */
    String detail();

    /**
     * The target is good.
     *
     * @param detail one line, such as {@code "200, 512 bytes"}; may be empty
     * @param weight what the probe has to say about the real server's weight
     * @param warning what will become a failure if nobody does anything, such as {@code "the certificate expires in 5 days"};
     *     empty for nothing. Its coming and going is a {@link io.mainstay.api.transition.Transition.CheckWarning}
     */
    record Passed(String detail, WeightAdvice weight, String warning) implements ProbeResult {
        private static final Passed PLAIN = new Passed("", WeightAdvice.NONE);

        public Passed {
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(weight, "weight");
            Objects.requireNonNull(warning, "warning");
        }

        /** Without a warning. */
        public Passed(String detail, WeightAdvice weight) {
            this(detail, weight, "");
        }
    }

    /**
     * The target is bad.
     *
     * @param reason the class of failure
     * @param detail one line, such as {@code "status 503, expected 200-299"}
     */
    record Failed(FailReason reason, String detail) implements ProbeResult {
        public Failed {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * The check itself could not judge: no local port, a missing file, a defect in the plugin. It says nothing about the
     * target: the state stays as it is, and the probe is repeated a period later.
     *
     * @param detail what was missing
     * @param cause the exception behind it; null when there is none
     */
    record Broken(String detail, Throwable cause) implements ProbeResult {
        public Broken {
            Objects.requireNonNull(detail, "detail");
        }
    }

    static Passed passed() {
        return Passed.PLAIN;
    }

    static Passed passed(String detail) {
        return new Passed(detail, WeightAdvice.NONE);
    }

    static Failed failed(FailReason reason, String detail) {
        return new Failed(reason, detail);
    }

    static Broken broken(String detail) {
        return new Broken(detail, null);
    }

    static Broken broken(String detail, Throwable cause) {
        return new Broken(detail, cause);
    }
}
