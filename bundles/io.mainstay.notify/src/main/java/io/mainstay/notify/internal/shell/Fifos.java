// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.transition.Transition;
import io.mainstay.notify.internal.text.FifoLine;
import io.mainstay.notify.internal.text.RouterNotice;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.ScriptRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** All notify FIFOs with their readers, as configured. Thread-safety: control thread, {@link #problems} any. */
final class Fifos {
    /** For events that wait while a pipe is closed. */
    private static final Duration FLUSH = Duration.ofMillis(500);

    private record Open(Fifo fifo, Optional<FifoReader> reader) {

        /** The pipe first, so that the reader sees its end after the last event. */
        CompletableFuture<Void> close(ControlThread control) {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            fifo.close(FLUSH)
                    .thenRun(() -> control.execute(() -> reader.map(FifoReader::stop)
                            .orElseGet(() -> CompletableFuture.completedFuture(null))
                            .thenRun(() -> closed.complete(null))));
            return closed;
        }
    }

    private final ScriptRunner runner;
    private final ControlThread control;
    private volatile Map<NotifyFifo, Open> open = Map.of();

    Fifos(ScriptRunner runner, ControlThread control) {
        this.runner = runner;
        this.control = control;
    }

    /** Opens new ones and closes those that are no longer configured; others go on untouched. */
    void follow(List<NotifyFifo> wanted) {
        Map<NotifyFifo, Open> old = open;
        Map<String, CompletableFuture<Void>> closing = new HashMap<>();
        old.forEach((settings, fifo) -> {
            if (!wanted.contains(settings)) {
                closing.put(settings.path(), fifo.close(control));
            }
        });
        Map<NotifyFifo, Open> now = new LinkedHashMap<>();
        for (NotifyFifo settings : wanted) {
            Open kept = old.get(settings);
            CompletableFuture<Void> before =
                    closing.getOrDefault(settings.path(), CompletableFuture.completedFuture(null));
            now.put(settings, kept != null ? kept : open(settings, before));
        }
        open = Map.copyOf(now);
    }

    private Open open(NotifyFifo settings, CompletableFuture<Void> before) {
        Optional<FifoReader> reader =
                settings.reader().map(script -> new FifoReader(script, settings.path(), runner, control));
        Fifo fifo = new Fifo(settings, runner, before, () -> reader.ifPresent(r -> control.execute(r::start)));
        return new Open(fifo, reader);
    }

    void on(Transition transition) {
        if (open.isEmpty()) {
            return;
        }
        boolean router = FifoLine.ofRouter(transition);
        FifoLine.of(transition).ifPresent(line -> write(router, line));
    }

    /** Tells the pipes of virtual routers once more how they are. */
    void repeat(List<RouterNotice> states) {
        states.forEach(notice -> write(true, notice.line()));
    }

    private void write(boolean router, String line) {
        byte[] bytes = router ? FifoLine.plainBytes(line) : FifoLine.bytes(line);
        open.forEach((settings, pipe) -> {
            if (router ? settings.routers() : settings.realServers()) {
                pipe.fifo().write(bytes);
            }
        });
    }

    /** What is wrong with each, by path. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        open.forEach((settings, pipe) -> {
            if (!pipe.fifo().problem().isEmpty()) {
                problems.put(settings.path(), pipe.fifo().problem());
            } else if (pipe.fifo().dropped() > 0) {
                problems.put(settings.path(), pipe.fifo().dropped() + " events were lost: nobody reads it fast enough");
            }
        });
        return problems;
    }

    CompletableFuture<Void> stop() {
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        open.values().forEach(fifo -> closing.add(fifo.close(control)));
        open = Map.of();
        return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    }
}
