// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

import io.mainstay.api.model.Script;
import io.mainstay.linux.internal.Account;
import io.mainstay.linux.internal.ProcessScripts;
import io.mainstay.linux.internal.Programs;
import io.mainstay.platform.ScriptRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts by {@code posix_spawn}; on systems that lack what this needs, as the Java platform does
 * ({@link ProcessScripts}). The loop is opened by the first script, because loading native code takes a moment.
 *
 * <p>Thread-safety: any thread. Outcomes complete on the loop's thread: what depends on them must be short.
 */
@Component(service = ScriptRunner.class)
public final class SpawnedScripts implements ScriptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SpawnedScripts.class);

    private final ProcessScripts platform;
    private final String path = System.getenv("PATH");
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, String> wrappers = new HashMap<>();
    private long accountsVersion;
    private boolean tried;
    private ProcessLoop loop;
    private volatile boolean stopped;

    @Activate
    public SpawnedScripts(@Reference ProcessScripts platform) {
        this.platform = platform;
    }

    @Deactivate
    void deactivate() {
        stopped = true;
        synchronized (this) {
            if (loop != null) {
                loop.close();
            }
        }
    }

    @Override
    public Running start(Script script) {
        return start(script, 0);
    }

    @Override
    public Running start(Script script, int outputLimit) {
        ProcessLoop own = loop();
        if (own == null) {
            return platform.start(script);
        }
        SpawnedRun run = new SpawnedRun(own, script, outputLimit);
        if (stopped) {
            run.notStarted("the daemon stops");
            return run;
        }
        try {
            own.execute(() -> begin(own, run));
        } catch (RejectedExecutionException e) {
            run.notStarted("the daemon stops");
        }
        return run;
    }

    private synchronized ProcessLoop loop() {
        if (!tried) {
            tried = true;
            try {
                loop = new ProcessLoop(ProcessCalls.load(), ProcessScripts.environment());
            } catch (IOException | LinkageError e) {
                LOG.info(
                        "scripts are started the Java platform's way, which is slower and does not show their output: {}",
                        e.getMessage());
            }
        }
        return loop;
    }

    /** On the loop's thread. */
    private void begin(ProcessLoop own, SpawnedRun run) {
        if (run.ending) {
            run.notStarted("it was ended before it started");
            return;
        }
        Script script = run.script;
        String program = script.argv().get(0);
        Optional<Path> file = Programs.find(program, path);
        if (file.isEmpty()) {
            run.notStarted(Programs.problem(program));
            return;
        }
        Account account = account(script);
        if (!account.problem().isEmpty()) {
            run.notStarted(account.problem());
            return;
        }
        if (account.words().isEmpty()) {
            own.start(run, file.get().toString(), script.argv());
            return;
        }
        List<String> words = new ArrayList<>(account.words());
        words.addAll(script.argv());
        String wrapper = wrappers.computeIfAbsent(
                words.get(0),
                name -> Programs.find(name, path).map(Path::toString).orElse(name));
        own.start(run, wrapper, words);
    }

    private Account account(Script script) {
        if (script.user().isEmpty() && script.group().isEmpty()) {
            return platform.account(script);
        }
        long version = platform.accountsVersion();
        if (version != accountsVersion) {
            accountsVersion = version;
            accounts.clear();
        }
        String key = script.user().orElse("") + '\0' + script.group().orElse("");
        return accounts.computeIfAbsent(key, k -> platform.account(script));
    }
}
