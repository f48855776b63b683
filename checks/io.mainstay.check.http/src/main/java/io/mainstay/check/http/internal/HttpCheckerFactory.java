// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.checksupport.ClientConnector;
import io.mainstay.checksupport.NetworkOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Builds HTTP_GET and SSL_GET checkers. Thread-safety: immutable. */
@Component(property = {"checker.type=HTTP_GET", "checker.type=SSL_GET"})
public final class HttpCheckerFactory implements CheckerFactory {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    /** Connecting, waiting for the answer, and two more waits for the rest of it. */
    private static final int STEPS_OF_A_PROBE = 4;

    private static final OptionSchema<HttpDeclared> OPTIONS = OptionSchema.of(HttpDeclared.class);

    private final ClientConnector connector;

    @Activate
    public HttpCheckerFactory(@Reference ClientConnector connector) {
        this.connector = connector;
    }

    @Override
    public CheckDefaults defaults() {
        return new CheckDefaults(
                1,
                Optional.of(Duration.ofSeconds(3)),
                false,
                CheckDefaults.PeriodFrom.END,
                CheckDefaults.DownPeriod.LONGER_OF_DELAY_LOOP_AND_RETRY_DELAY);
    }

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        BlockReader reader = options.reader();
        NetworkOptions network = NetworkOptions.read(reader, target);
        boolean ssl = options.type().equals("SSL_GET");
        Optional<String> virtualHost = UrlReader.host(reader, "virtualhost").or(target::virtualHost);
        HttpProtocol protocol = reader.choice(
                        "http_protocol",
                        Map.of(
                                "1.0", HttpProtocol.V1_0,
                                "1.0C", HttpProtocol.V1_0_CLOSE,
                                "1.1", HttpProtocol.V1_1,
                                "2", HttpProtocol.V2))
                .orElse(HttpProtocol.V1_0);
        TlsReader tls = TlsReader.read(reader, target, ssl);
        boolean fastRecovery = reader.bool("fast_recovery").orElse(false);
        Duration timeLimit = reader.timer("time_limit", SHORTEST, LONGEST)
                .orElse(network.connectTimeout().multipliedBy(STEPS_OF_A_PROBE));
        reader.leaveToOthers("nb_get_retry"); // the old name of 'retry', which is the engine's

        Optional<Duration> maxTime = reader.timer("max_response_time", SHORTEST, LONGEST);
        UrlReader urlReader = new UrlReader(network, protocol, virtualHost, tls, maxTime, target.weight());
        List<BlockReader> blocks = reader.blocks("url");
        List<UrlCheck> urls = blocks.stream().map(urlReader::read).toList();
        reader.require(!urls.isEmpty(), "url", "a block with at least a 'path'");
        return reader.finish(() -> new HttpChecker(connector, network, urls, fastRecovery, timeLimit));
    }
}
