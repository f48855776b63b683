// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;

/**
 * Memory outside the heap, at an address that does not change. Lives as long as this object: keep it in a field for as long
 * as the kernel may use the address.
 *
 * <p>Thread-safety: none of its own.
 */
public final class NativeMemory {
    private final ByteBuffer bytes;
    private final long address;

    public NativeMemory(int size) {
        bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = Pointer.wrap(Libc.Binding.runtime(), bytes).address();
    }

    /** In the host's byte order; zeros at first. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public long address() {
        return address;
    }

    public int size() {
        return bytes.capacity();
    }
}
