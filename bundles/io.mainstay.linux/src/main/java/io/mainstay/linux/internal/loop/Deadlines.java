// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import java.util.Arrays;

/**
 * Armed timers, the earliest first: a binary heap that knows each timer's place in it. Allocates only when more timers are
 * armed than ever before. Times are compared by subtraction.
 */
final class Deadlines {
    private HeapTimer[] heap = new HeapTimer[64];
    private int size;

    int size() {
        return size;
    }

    /** Null when none is armed. */
    HeapTimer first() {
        return size == 0 ? null : heap[0];
    }

    void add(HeapTimer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(size++, timer);
    }

    void remove(HeapTimer timer) {
        int at = timer.place;
        timer.place = HeapTimer.NOWHERE;
        HeapTimer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            move(at, last);
        }
    }

    /** To be called when the deadline of an armed timer changed. */
    void moved(HeapTimer timer) {
        move(timer.place, timer);
    }

    private void move(int at, HeapTimer timer) {
        if (at > 0 && before(timer, heap[(at - 1) >>> 1])) {
            up(at, timer);
        } else {
            down(at, timer);
        }
    }

    private void up(int from, HeapTimer timer) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!before(timer, heap[parent])) {
                break;
            }
            put(at, heap[parent]);
            at = parent;
        }
        put(at, timer);
    }

    private void down(int from, HeapTimer timer) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], timer)) {
                break;
            }
            put(at, heap[child]);
            at = child;
        }
        put(at, timer);
    }

    private void put(int at, HeapTimer timer) {
        heap[at] = timer;
        timer.place = at;
    }

    private static boolean before(HeapTimer one, HeapTimer other) {
        return one.deadline - other.deadline < 0;
    }
}
