// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one record from one statement. Thread-safety: immutable. */
final class RecordReader {
    private static final MethodType ARRAY_TO_RECORD = MethodType.methodType(Object.class, Object[].class);

    private final Class<?> type;
    private final ComponentReader[] components;
    private final int argumentLimit;
    private final boolean hasOptions;
    private final MethodHandle constructor;
    /** What an empty block is read as; null when it is not complete. Most checks of a large configuration are such. */
    private final Object ofNothing;

    private RecordReader(Class<?> type, List<ComponentReader> components, MethodHandle constructor) {
        this.type = type;
        this.components = components.toArray(ComponentReader[]::new);
        this.constructor = constructor;
        List<OptionDescription> arguments = arguments();
        boolean rest =
                !arguments.isEmpty() && arguments.get(arguments.size() - 1).repeatable();
        this.argumentLimit = rest ? Integer.MAX_VALUE : arguments.size();
        this.hasOptions = !options().isEmpty();
        this.ofNothing = readNothing();
    }

    static RecordReader of(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getSimpleName() + " is not a record");
        }
        RecordComponent[] parts = type.getRecordComponents();
        List<ComponentReader> readers = new ArrayList<>(parts.length);
        int argument = 0;
        for (RecordComponent part : parts) {
            ComponentReader reader = ComponentReader.of(part, argument);
            argument += reader.isArgument() ? 1 : 0;
            readers.add(reader);
        }
        RecordReader reader = new RecordReader(type, readers, constructor(type, parts));
        Set<String> keywords = new HashSet<>();
        for (OptionDescription option : reader.options()) {
            if (!keywords.add(option.keyword())) {
                throw new IllegalArgumentException(type.getSimpleName() + " declares '" + option.keyword() + "' twice");
            }
        }
        return reader;
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] parts) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, parts.length)
                    .asType(ARRAY_TO_RECORD);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // each record has it, and it is accessible
        }
    }

    /** What stands after the keyword. */
    List<OptionDescription> arguments() {
        List<OptionDescription> all = new ArrayList<>();
        for (ComponentReader component : components) {
            if (component.isArgument()) {
                all.addAll(component.descriptions());
            }
        }
        return all;
    }

    /** What stands in the block. */
    List<OptionDescription> options() {
        List<OptionDescription> all = new ArrayList<>();
        for (ComponentReader component : components) {
            if (!component.isArgument()) {
                all.addAll(component.descriptions());
            }
        }
        return all;
    }

    boolean hasOptions() {
        return hasOptions;
    }

    Object ofNothing() {
        return ofNothing;
    }

    private Object readNothing() {
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].absent();
            if (values[i] == null) {
                return null;
            }
        }
        try {
            return construct(values);
        } catch (IllegalArgumentException e) {
            return null; // it is not complete
        }
    }

    /** The record, or null when something is wrong, which has been reported. */
    Object read(BlockReader block) {
        if (ofNothing != null
                && block.block().block().isEmpty()
                && block.block().arguments().isEmpty()) {
            return ofNothing;
        }
        block.rejectSurplus(block.block(), argumentLimit);
        return readOptions(block);
    }

    /** As {@link #read}, where the words after the keyword are somebody else's. */
    Object readOptions(BlockReader block) {
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].read(block);
        }
        if (block.hasErrors()) {
            return null;
        }
        try {
            return construct(values);
        } catch (IllegalArgumentException e) {
            block.error(
                    DiagnosticKind.GENERAL,
                    block.block().at(),
                    "'" + block.block().name() + "': " + e.getMessage());
            return null;
        }
    }

    private Object construct(Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the constructor of " + type.getName(), e);
        }
    }
}
