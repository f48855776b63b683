// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes: each leads a session of its own, has the usual signals, and inherits no descriptor but its output.
 *
 * <p>Thread-safety: none; the loop's.
 */
final class Spawner {
    static final int NO_SUCH_FILE = 2;
    static final int NOT_A_PROGRAM_FORMAT = 8;
    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    /** More than glibc's structures take, of which it does not tell the size. */
    private static final int STRUCTURE = 1024;

    private static final int POINTER = 8;
    private static final int FIRST_INHERITED = 3;

    private final ProcessCalls calls;
    private final NativeMemory attributes = new NativeMemory(STRUCTURE);
    private final NativeMemory actions = new NativeMemory(STRUCTURE);
    private final NativeMemory pid = new NativeMemory(POINTER);
    private final NativeMemory nowhere = strings(List.of("/dev/null"));
    private final NativeMemory environment;
    private NativeMemory arguments = new NativeMemory(8192);

    Spawner(ProcessCalls calls, Map<String, String> environment) {
        this.calls = calls;
        NativeMemory signals = new NativeMemory(128); // sigset_t: none, to begin with
        calls.posix_spawnattr_init(attributes.address());
        calls.posix_spawnattr_setflags(attributes.address(), (short) (SETSIGDEF | SETSIGMASK | SETSID));
        calls.posix_spawnattr_setsigmask(attributes.address(), signals.address());
        // Ignored signals stay ignored in a new program; whoever started us may have left some so.
        signals.bytes().putLong(0, 0x7FFFFFFFL & ~(1L << 8) & ~(1L << 18)); // 1 to 31 but KILL and STOP
        calls.posix_spawnattr_setsigdefault(attributes.address(), signals.address());
        this.environment = block(
                environment.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList(),
                new NativeMemory(1024));
    }

    /** Whether this system has what is needed; otherwise the message says what is missing. */
    void tryOut() throws IOException {
        try {
            calls.posix_spawn_file_actions_init(actions.address());
            int problem = calls.posix_spawn_file_actions_addclosefrom_np(actions.address(), FIRST_INHERITED);
            calls.posix_spawn_file_actions_destroy(actions.address());
            if (problem != 0) {
                throw new IOException("posix_spawn cannot close descriptors: error " + problem);
            }
        } catch (UnsatisfiedLinkError e) {
            throw new IOException("the C library is not glibc 2.34 or newer", e);
        }
    }

    /**
     * Starts a program.
     *
     * @param output descriptor of its standard output and error; -1 for none
     * @return the process's number, or the negative number of the error
     */
    int spawn(String path, List<String> argv, int output) {
        List<String> words = new ArrayList<>(argv.size() + 1);
        words.addAll(argv);
        words.add(path); // behind the arguments, where the null pointer ends them
        arguments = block(words, arguments);
        long pathAddress = arguments.bytes().getLong(POINTER * argv.size());
        arguments.bytes().putLong(POINTER * argv.size(), 0);
        long list = actions.address();
        calls.posix_spawn_file_actions_init(list);
        try {
            calls.posix_spawn_file_actions_addopen(list, 0, nowhere.address(), READ_ONLY, 0);
            if (output < 0) {
                calls.posix_spawn_file_actions_addopen(list, 1, nowhere.address(), WRITE_ONLY, 0);
            } else {
                calls.posix_spawn_file_actions_adddup2(list, output, 1);
            }
            calls.posix_spawn_file_actions_adddup2(list, 1, 2);
            calls.posix_spawn_file_actions_addclosefrom_np(list, FIRST_INHERITED);
            int error = calls.posix_spawn(
                    pid.address(), pathAddress, list, attributes.address(), arguments.address(), environment.address());
            return error == 0 ? pid.bytes().getInt(0) : -error;
        } finally {
            calls.posix_spawn_file_actions_destroy(list);
        }
    }

    /** A pipe whose reading end does not block; {@code {reading, writing}}. */
    int[] pipe() throws IOException {
        int nonBlocking = 0x800;
        int closeOnExec = 0x80000;
        NativeMemory both = pid; // of the right size, and not in use
        if (calls.pipe2(both.address(), closeOnExec) != 0) {
            throw new IOException("no pipe could be made: error " + Libc.errno());
        }
        int reading = both.bytes().getInt(0);
        int writing = both.bytes().getInt(4);
        // Only this end: programs do not expect a standard output that does not block.
        if (calls.fcntl(reading, 4, nonBlocking) != 0) {
            Libc.C.close(reading);
            Libc.C.close(writing);
            throw new IOException("a pipe could not be made non-blocking: error " + Libc.errno());
        }
        return new int[] {reading, writing};
    }

    private static NativeMemory strings(List<String> texts) {
        byte[] bytes = String.join("\0", texts).getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = new NativeMemory(bytes.length + 1);
        memory.bytes().put(bytes);
        return memory;
    }

    /** Pointers to the texts and a null pointer, followed by the texts; in {@code room} if that is large enough. */
    private static NativeMemory block(List<String> texts, NativeMemory room) {
        List<byte[]> all = new ArrayList<>(texts.size());
        int head = POINTER * (texts.size() + 1);
        int size = head;
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            all.add(bytes);
            size += bytes.length + 1;
        }
        NativeMemory memory = size <= room.size() ? room : new NativeMemory(size * 2);
        ByteBuffer bytes = memory.bytes().clear();
        int at = head;
        for (int i = 0; i < all.size(); i++) {
            bytes.putLong(POINTER * i, memory.address() + at);
            bytes.position(at);
            bytes.put(all.get(i)).put((byte) 0);
            at = bytes.position();
        }
        bytes.putLong(POINTER * all.size(), 0);
        return memory;
    }
}
