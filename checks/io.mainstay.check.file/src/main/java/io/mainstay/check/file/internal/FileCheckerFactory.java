// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.CheckerType;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.option.OptionSchema;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Builds FILE_CHECK checkers, and has their files watched. Thread-safety: any thread. */
@Component
@CheckerType("FILE_CHECK")
public final class FileCheckerFactory implements CheckerFactory {
    private static final OptionSchema<FileOptions> OPTIONS = OptionSchema.of(FileOptions.class);
    private static final FileOptions.Weight ONE = new FileOptions.Weight(1, Optional.empty());

    private final TrackedFiles files;

    @Activate
    public FileCheckerFactory() {
        this(new TrackedFiles());
    }

    FileCheckerFactory(TrackedFiles files) {
        this.files = files;
    }

    @Deactivate
    void deactivate() {
        files.close();
    }

    /** A file says what it says: there is nothing to try again. */
    @Override
    public CheckDefaults defaults() {
        return new CheckDefaults(
                0, Optional.empty(), false, CheckDefaults.PeriodFrom.END, CheckDefaults.DownPeriod.DELAY_LOOP);
    }

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        return OPTIONS.compile(options, (o, given) -> {
            if (o.file().isEmpty()) {
                given.error(
                        "track_file",
                        o.trackFile()
                                .map(name -> "'track_file' " + name + " names no file")
                                .orElse("'FILE_CHECK' needs 'track_file', the name of a track_file block"));
                return null;
            }
            FileOptions.Weight weight = o.weight().orElse(ONE);
            boolean reverse = weight.direction().equals(Optional.of(FileOptions.Direction.REVERSE));
            return new FileChecker(
                    files, Path.of(o.file().get()).normalize(), new FileVerdict(weight.factor(), reverse));
        });
    }
}
