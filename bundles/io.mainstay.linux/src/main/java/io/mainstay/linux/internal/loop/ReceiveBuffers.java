// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where one call receives up to {@link #BATCH} packets with their metadata (recvmmsg). One per loop, used by all its sockets
 * in turn, allocated once.
 *
 * <pre>
 * mmsghdr, 64 bytes:  0 name*  8 namelen  16 iov*  24 iovlen  32 control*  40 controllen  48 flags  56 length
 * </pre>
 */
public final class ReceiveBuffers {
    public static final int BATCH = 32;
    /** The largest advertisement (255 IPv6 addresses) with its headers fits. */
    public static final int PACKET = 4608;

    private static final int HEADER = 64;
    private static final int NAME = 32;
    private static final int CONTROL = 256;
    private static final int VECTOR = 16;

    private final NativeMemory headers = new NativeMemory(BATCH * HEADER);
    private final NativeMemory names = new NativeMemory(BATCH * NAME);
    private final NativeMemory controls = new NativeMemory(BATCH * CONTROL);
    private final NativeMemory vectors = new NativeMemory(BATCH * VECTOR);
    private final NativeMemory packets = new NativeMemory(BATCH * PACKET);
    private final NativeMemory time = new NativeMemory(16);
    private final ByteBuffer[] views = new ByteBuffer[BATCH];
    private final ByteBuffer header = headers.bytes();
    private long realtimeToMonotonic;
    private boolean offsetKnown;
    private boolean warm;

    ReceiveBuffers() {
        for (int i = 0; i < BATCH; i++) {
            vectors.bytes().putLong(i * VECTOR, packets.address() + (long) i * PACKET);
            vectors.bytes().putLong(i * VECTOR + 8, PACKET);
            header.putLong(i * HEADER, names.address() + (long) i * NAME);
            header.putLong(i * HEADER + 16, vectors.address() + (long) i * VECTOR);
            header.putLong(i * HEADER + 24, 1);
            header.putLong(i * HEADER + 32, controls.address() + (long) i * CONTROL);
            views[i] = packets.bytes().slice(i * PACKET, PACKET).order(ByteOrder.BIG_ENDIAN);
            reset(i);
        }
    }

    /** Whether this is the first time that somebody asks: whether to warm up what receives. */
    public boolean isCold() {
        boolean cold = !warm;
        warm = true;
        return cold;
    }

    private void reset(int slot) {
        header.putInt(slot * HEADER + 8, NAME);
        header.putLong(slot * HEADER + 40, CONTROL);
    }

    /** Receives what is queued, at most a batch; the number of packets, or -1 ({@link Libc#errno}). */
    public int receive(int fd) {
        int count = Libc.C.recvmmsg(fd, headers.address(), BATCH, Sys.MSG_DONTWAIT, 0);
        offsetKnown = false;
        return count;
    }

    /** To be called for each slot that was received into, when done with it. */
    public void release(int slot) {
        reset(slot);
    }

    /** The packet in a slot, position 0, limit its length as received. */
    public ByteBuffer packet(int slot) {
        return views[slot].limit(length(slot)).position(0);
    }

    public int length(int slot) {
        return Math.min(header.getInt(slot * HEADER + 56), PACKET);
    }

    public boolean truncated(int slot) {
        return (header.getInt(slot * HEADER + 48) & Sys.MSG_TRUNC) != 0;
    }

    /** Memory of all sender addresses, and where the slot's begins. */
    public ByteBuffer names() {
        return names.bytes();
    }

    public int nameAt(int slot) {
        return slot * NAME;
    }

    /** Memory of all control messages, and where the slot's begins. */
    public ByteBuffer controls() {
        return controls.bytes();
    }

    public int controlAt(int slot) {
        return slot * CONTROL;
    }

    public int controlLength(int slot) {
        return (int) Math.min(header.getLong(slot * HEADER + 40), CONTROL);
    }

    /** What to add to the kernel's time stamps (wall time) to get the loop's clock; measured once per batch. */
    public long realtimeToMonotonic() {
        if (!offsetKnown) {
            Libc.C.clock_gettime(Sys.CLOCK_REALTIME, time.address());
            long real = time.bytes().getLong(0) * 1_000_000_000L + time.bytes().getLong(8);
            realtimeToMonotonic = System.nanoTime() - real;
            offsetKnown = true;
        }
        return realtimeToMonotonic;
    }
}
