// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Virtual threads where the Java runtime has them (21 and later), found by reflection because we compile for 17. */
final class VirtualThreads {
    private VirtualThreads() {}

    /** Makes virtual threads called {@code prefix0}, {@code prefix1} …; empty on an older runtime. */
    static Optional<ThreadFactory> factory(String prefix) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle name =
                    lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            return Optional.of((ThreadFactory) factory.invoke(name.invoke(ofVirtual.invoke(), prefix, 0L)));
        } catch (Throwable e) { // invoke declares it; whatever it is, platform threads do
            return Optional.empty();
        }
    }
}
