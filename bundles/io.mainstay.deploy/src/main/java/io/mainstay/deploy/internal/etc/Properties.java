// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties of one configuration, as they go to Config Admin.
 *
 * <p>Beside each property {@code KEY} stands a private one, {@value #POSITION}{@code KEY}: an array of {@code LINE:COLUMN}, first of
 * the key, then of each value.
 *
 * <p>Thread-safety: confined to the thread that fills it; afterwards only read.
 */
final class Properties {
    /** Property: absolute path of the file that a configuration comes from. */
    static final String FILE = "mainstay.file";
    /** Prefix of the properties that hold positions. */
    static final String POSITION = ".mainstay.position.";

    private final Map<String, Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Adds a property; false when there is one of that name already, upper and lower case being the same. */
    boolean put(String key, Object value, List<String> positions) {
        if (values.putIfAbsent(key, value) != null) {
            return false;
        }
        values.put(POSITION + key, positions.toArray(new String[0]));
        return true;
    }

    void file(String path) {
        values.put(FILE, path);
    }

    Dictionary<String, Object> toDictionary() {
        return new Hashtable<>(values);
    }

    /** Content, positions included: a configuration whose lines moved is told again, so that messages stay right. */
    boolean sameAs(Properties other) {
        if (!new ArrayList<>(values.keySet()).equals(new ArrayList<>(other.values.keySet()))) {
            return false;
        }
        return values.entrySet().stream()
                .allMatch(e ->
                        Arrays.deepEquals(new Object[] {e.getValue()}, new Object[] {other.values.get(e.getKey())}));
    }
}
