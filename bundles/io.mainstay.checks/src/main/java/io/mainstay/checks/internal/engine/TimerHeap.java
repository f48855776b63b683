// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A binary heap of checks, ordered by when each is due next. A check stands in it once at most and knows its place, so that
 * a change of its time or its removal costs a walk along one branch; nothing is allocated per timer. What is due (a probe's
 * start or a running probe's limit) is the check's business.
 *
 * <p>Thread-safety: engine thread.
 */
final class TimerHeap {
    private Check[] heap = new Check[64];
    private int size;

    int size() {
        return size;
    }

    /** The check that is due first; null when there is none. */
    Check first() {
        return size == 0 ? null : heap[0];
    }

    /** Sets when {@code check} is due, whether it is in the heap already or not. */
    void schedule(Check check, long dueAt) {
        check.dueAt = dueAt;
        if (check.heapIndex < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            up(size++, check);
        } else if (!up(check.heapIndex, check)) {
            down(check.heapIndex, check);
        }
    }

    void remove(Check check) {
        int index = check.heapIndex;
        if (index < 0) {
            return;
        }
        check.heapIndex = -1;
        Check moved = heap[--size];
        heap[size] = null;
        if (moved != check && !up(index, moved)) {
            down(index, moved);
        }
    }

    /** In no particular order; {@code action} must not change the heap. */
    void forEach(Consumer<Check> action) {
        for (int i = 0; i < size; i++) {
            action.accept(heap[i]);
        }
    }

    /** Puts {@code check} at {@code index} or above; whether it went above. */
    private boolean up(int index, Check check) {
        int at = index;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (check.dueAt - heap[parent].dueAt >= 0) {
                break;
            }
            put(at, heap[parent]);
            at = parent;
        }
        put(at, check);
        return at != index;
    }

    private void down(int index, Check check) {
        int at = index;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].dueAt - heap[child].dueAt < 0) {
                child++;
            }
            if (check.dueAt - heap[child].dueAt <= 0) {
                break;
            }
            put(at, heap[child]);
            at = child;
        }
        put(at, check);
    }

    private void put(int index, Check check) {
        heap[index] = check;
        check.heapIndex = index;
    }
}
