// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A network namespace. Sockets belong to the one in which they are opened, and stay usable from every thread; so only the
 * opening (and sysctls) must happen inside. Thread-safety: any thread.
 */
public final class Namespace implements AutoCloseable {
    /** The one that the process was started in. */
    public static final Namespace HOST = new Namespace("", null);

    private final String name;
    private final ExecutorService inside;

    private Namespace(String name, ExecutorService inside) {
        this.name = name;
        this.inside = inside;
    }

    /**
     * Enters a namespace with a thread that stays there.
     *
     * @param path of the file that stands for it
     */
    static Namespace enter(String name, String path) throws SystemCallException {
        ExecutorService inside = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "mainstay-netns-" + name);
            thread.setDaemon(true);
            return thread;
        });
        Namespace namespace = new Namespace(name, inside);
        try {
            namespace.call(() -> {
                int fd = Fd.check(Libc.C.open(path, Sys.O_RDONLY | Sys.O_CLOEXEC, 0), "open", path);
                int errno = Fd.result(Libc.C.setns(fd, Sys.CLONE_NEWNET));
                Libc.C.close(fd);
                if (errno != 0) {
                    throw new SystemCallException("setns", path, errno);
                }
                return null;
            });
        } catch (SystemCallException e) {
            namespace.close();
            throw e;
        }
        return namespace;
    }

    String name() {
        return name;
    }

    /** For names of threads. */
    public String suffix() {
        return name.isEmpty() ? "" : "-" + name;
    }

    /** Does something inside and waits for it. */
    public <T> T call(Action<T> action) throws SystemCallException {
        if (inside == null) {
            return action.run();
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            inside.execute(() -> {
                try {
                    done.complete(action.run());
                } catch (SystemCallException | RuntimeException | LinkageError e) {
                    done.completeExceptionally(e);
                }
            });
            return done.get();
        } catch (RejectedExecutionException e) {
            throw new SystemCallException("setns", name, Errno.EBADF, "the namespace was closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemCallException("setns", name, Errno.EINTR);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SystemCallException refused) {
                throw refused;
            }
            if (e.getCause() instanceof RuntimeException mistake) {
                throw mistake;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (inside != null) {
            inside.shutdown();
        }
    }

    /** What is done inside. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws SystemCallException;
    }
}
