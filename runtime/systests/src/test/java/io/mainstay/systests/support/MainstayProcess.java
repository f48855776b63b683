// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * A Mainstay in the foreground, in a folder of its own: configuration, plugins, etc and state. Close it, and it is gone
 * whatever happened.
 */
public final class MainstayProcess implements AutoCloseable {
    /** Long enough for a busy build machine; every wait ends as soon as its condition holds. */
    public static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("mainstay.patience", 30));

    private final Distribution distribution;
    private final Path folder;
    private final List<String> options = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private Process process;
    private int starts;

    public MainstayProcess(Distribution distribution, Path folder) {
        this.distribution = distribution;
        this.folder = folder;
        try {
            Files.createDirectories(plugins());
            Files.createDirectories(etc());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path config() {
        return folder.resolve("keepalived.conf");
    }

    public Path plugins() {
        return folder.resolve("plugins");
    }

    public Path etc() {
        return folder.resolve("etc");
    }

    public Path state() {
        return folder.resolve("state");
    }

    /** Writes keepalived.conf; whole, as an editor does. */
    public MainstayProcess configure(String text) {
        return put(config(), text);
    }

    /** Writes a file beside its place and renames it. */
    public MainstayProcess put(Path file, String text) {
        try {
            Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
            Files.writeString(draft, text);
            Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MainstayProcess option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Runs it by way of another program, such as {@code ip netns exec NAME}. */
    public MainstayProcess by(List<String> program) {
        prefix.addAll(program);
        return this;
    }

    /** The whole command line, for tests that run it in another way. */
    public List<String> command(String... first) {
        List<String> command = new ArrayList<>(prefix);
        command.add(distribution.script().toString());
        command.addAll(List.of(first));
        command.addAll(List.of(
                "--state-dir", state().toString(), "--plugins", plugins().toString()));
        command.addAll(List.of("--etc", etc().toString()));
        if (Files.exists(config())) {
            command.addAll(List.of("-f", config().toString()));
        }
        command.addAll(options);
        return command;
    }

    /** Starts it without waiting for anything. */
    public MainstayProcess launch() {
        try {
            starts++;
            process = new ProcessBuilder(command("-n", "-l"))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(logFile().toFile())
                    .start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, and waits until it serves. */
    public MainstayProcess start() {
        launch();
        awaitLog(": serving");
        return this;
    }

    private Path logFile() {
        return folder.resolve("mainstay-" + starts + ".log");
    }

    /** All output of the current run. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Duration awaitLog(String text) {
        return await(
                "the log has '" + text + "'", () -> log().contains(text) || !process.isAlive() && log().contains(text));
    }

    /** Waits while the process lives; the log is shown when it takes too long. */
    public Duration await(String what, java.util.function.BooleanSupplier condition) {
        return Await.until(
                what,
                PATIENCE,
                () -> {
                    if (condition.getAsBoolean()) {
                        return true;
                    }
                    if (!process.isAlive()) {
                        throw new AssertionError(
                                "ended with " + process.exitValue() + " before " + what + "\n" + log());
                    }
                    return false;
                },
                this::log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, by its name without SIG. */
    public MainstayProcess signal(String name) {
        Exec.Result result = Exec.run(List.of("sh", "-c", "kill -" + name + " " + pid()));
        if (result.exitCode() != 0) {
            throw new AssertionError("kill -" + name + ": " + result.err());
        }
        return this;
    }

    /** Waits for its end; its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("has not ended\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An orderly stop; the exit code. */
    public int stop() {
        signal("TERM");
        return awaitExit();
    }

    /** One console command. */
    public Exec.Result ctl(String... words) {
        List<String> command = new ArrayList<>(List.of(distribution.script().toString(), "ctl"));
        command.addAll(List.of("--state-dir", state().toString()));
        command.addAll(List.of(words));
        return Exec.run(command);
    }

    private JsonElement json(String... words) {
        Exec.Result result =
                ctl(java.util.stream.Stream.concat(java.util.Arrays.stream(words), java.util.stream.Stream.of("--json"))
                        .toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new AssertionError(
                    List.of(words) + " ended with " + result.exitCode() + ": " + result.err() + "\n" + log());
        }
        return JsonParser.parseString(result.out());
    }

    /** A real server as {@code servers} shows it, by its {@code address:port}. */
    public Optional<JsonObject> realServer(String endpoint) {
        for (JsonElement virtualServer : json("servers").getAsJsonArray()) {
            JsonArray all = virtualServer.getAsJsonObject().getAsJsonArray("realServers");
            for (JsonElement realServer : all) {
                if (realServer.getAsJsonObject().get("realServer").getAsString().equals(endpoint)) {
                    return Optional.of(realServer.getAsJsonObject());
                }
            }
        }
        return Optional.empty();
    }

    public String stateOf(String realServer) {
        return realServer(realServer).map(rs -> rs.get("state").getAsString()).orElse("absent");
    }

    /** The first check whose name has this text. */
    public JsonObject check(String part) {
        return StreamSupport.stream(json("checks").getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(check -> check.get("check").getAsString().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no check like " + part + "\n" + log()));
    }

    /** The number of the current configuration. */
    public long configurationNumber() {
        return json("config").getAsJsonObject().get("number").getAsLong();
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            awaitExit();
        }
        try {
            // A link out of the temporary folder, which JUnit would warn of when it removes it.
            Files.deleteIfExists(state().resolve("cache/bundle0/bundle.id"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
