// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CheckRulesTest {
    @Test
    void everyComponentCountsForEquality() throws ReflectiveOperationException {
        RecordComponent[] components = CheckRules.class.getRecordComponents();
        CheckRules one = of(components, -1);
        assertThat(of(components, -1)).isEqualTo(one).hasSameHashCodeAs(one);
        for (int i = 0; i < components.length; i++) {
            assertThat(of(components, i)).as(components[i].getName()).isNotEqualTo(one);
        }
    }

    /** Numbers are 1 and flags are off, but for one component. */
    private static CheckRules of(RecordComponent[] components, int other) throws ReflectiveOperationException {
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Class<?> type = components[i].getType();
            int number = i == other ? 2 : 1;
            values[i] =
                    type == boolean.class ? i == other : type == int.class ? (Object) number : (Object) (long) number;
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return CheckRules.class.getDeclaredConstructor(types).newInstance(values);
    }
}
