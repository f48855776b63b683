// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * {@code track_file}: the first number in a file, times a weight, is added to the priority. A missing file, or one without a
 * number, counts as 0.
 *
 * @param name unique
 * @param file absolute path; the file may be missing, its directory not
 * @param weight default for {@link Tracked#weight}; -254 to 254
 * @param reverse default for {@link Tracked#reverse}
 * @param initialValue written at the start (not at a reload) when the file is missing, or always with {@code overwrite}
 * @param overwrite see {@code initialValue}
 */
public record TrackFile(
        String name, String file, int weight, boolean reverse, OptionalInt initialValue, boolean overwrite) {
    public TrackFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(initialValue, "initialValue");
    }
}
