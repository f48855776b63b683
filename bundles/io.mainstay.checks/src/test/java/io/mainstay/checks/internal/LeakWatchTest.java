// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.checks.internal.engine.Plugin;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeakWatchTest {
    private final VirtualTime time = new VirtualTime();
    private final LeakWatch watch = new LeakWatch(new VirtualControlThread(time), name -> true);
    private final Plugin plugin = new Plugin(null, CheckDefaults.STANDARD, List.of("TEST_CHECK"), "left", "1", 0, 1);

    @Test
    void threadsThatAPluginLeavesBehindAreNamedUntilTheyEnd() throws Exception {
        LeakTest.BundleLoader loader = new LeakTest.BundleLoader();
        CountDownLatch end = new CountDownLatch(1);
        Thread left = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "left-behind");
        left.setDaemon(true);
        left.setContextClassLoader(loader);
        left.start();
        watch.gone(plugin, loader.loadClass(LeakingPlugin.class.getName()));
        assertThat(watch.leaks()).isEmpty();
        time.advance(Duration.ofSeconds(5));

        assertThat(watch.leaks()).containsEntry(plugin.toString(), "left-behind");
        end.countDown();
        left.join();
        time.advance(Duration.ofSeconds(60));
        assertThat(watch.leaks()).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aPluginThatEndsItsThreadsIsNotMentioned() throws Exception {
        watch.gone(plugin, new LeakTest.BundleLoader().loadClass(LeakingPlugin.class.getName()));
        time.advance(Duration.ofMinutes(2));

        assertThat(watch.leaks()).isEmpty();
        assertThat(time.pending()).isZero();
    }
}
