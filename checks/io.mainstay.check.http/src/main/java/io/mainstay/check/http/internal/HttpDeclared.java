// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.option.Inline;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Spelled;
import io.mainstay.api.option.Summary;
import io.mainstay.checksupport.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What can be configured of HTTP_GET and SSL_GET, for help, tools and pages. The readers in this package do not use it yet: they
 * read the same keywords by hand, and a test holds the two together.
 */
@Summary("A server is good when its answers to one or more requests have the right status and content.")
record HttpDeclared(
        @Option(help = "one request; several are made one after the other, one per period", required = true)
        List<HttpDeclared.Url> url,

        @Option(
                help = "name in `Host:`",
                form = "a host name",
                otherwise = "the real server's, else the virtual server's")
        Optional<String> virtualhost,

        @Option(
                help = "`1.0C` and `1.1` send `Connection: close`; `2` is HTTP/2, over TLS by ALPN, else at once",
                defaultValue = "1.0")
        Version httpProtocol,

        @Option(help = "once the failed URL is good again, the others follow at once")
        boolean fastRecovery,

        @Option(help = "limit of a whole probe", min = "0.001", max = "86400", otherwise = "4 × `connect_timeout`")
        Optional<Duration> timeLimit,

        @Option(
                help = "a good response that took longer, connecting included, is a failure, `TOO_SLOW`",
                min = "0.001",
                max = "86400")
        Optional<Duration> maxResponseTime,

        @Option(help = "SSL_GET: send the host name in the TLS handshake")
        boolean enableSni,

        @Option(help = "SSL_GET: the name to send", form = "a host name", otherwise = "the URL's virtual host")
        Optional<String> sniName,

        @Option(
                help =
                        "SSL_GET: the certificate must be valid, for the name (or address) and from an accepted authority;"
                                + " turns SNI on")
        boolean tlsVerify,

        @Option(
                help = "SSL_GET: PEM file of accepted authorities, with `tls_verify`",
                otherwise = "the `SSL` block's, else the system's")
        Optional<String> caFile,

        @Option(
                help = "SSL_GET: a certificate that expires sooner is warned of",
                min = "1",
                max = "3650",
                unit = "days")
        OptionalInt tlsExpiryWarning,

        @Option(help = "SSL_GET: end TLS with close_notify") boolean tlsCompliant,
        @Inline ConnectionOptions connection) {

    /** Version of HTTP. */
    enum Version {
        @Spelled("1.0")
        V1_0,
        @Spelled("1.0C")
        V1_0_CLOSE,
        @Spelled("1.1")
        V1_1,
        @Spelled("2")
        V2
    }

    /** One request, and when its response is good. */
    record Url(
            @Option(help = "what is asked for", required = true, form = "a path without blanks, such as /health")
            String path,

            @Option(
                    help = "good statuses",
                    form = "a status from 100 to 599, or two with a '-' between them",
                    defaultValue = "200-299")
            List<String> statusCode,

            @Option(help = "what is done", form = "a method in capitals", otherwise = "`GET`; `POST` with a `body`")
            Optional<String> method,

            @Option(help = "name and value, sent with the request")
            List<ConfigNode> header,

            @Option(help = "sent with the request", form = "a text of at most 16384 bytes")
            Optional<String> body,

            @Option(help = "user and password, sent as `Authorization: Basic`; in no log or transcript")
            Optional<ConfigNode> basicAuth,

            @Option(
                    help = "MD5 sum of the body; `mainstay genhash` prints it, and each probe's transcript",
                    form = "an MD5 sum of 32 hexadecimal digits")
            Optional<String> digest,

            @Option(help = "name in `Host:`", form = "a host name", otherwise = "the check's")
            Optional<String> virtualhost,

            @Option(help = "must match somewhere in the body", form = "a pattern")
            Optional<String> regex,

            @Option(help = "the pattern must not match", flag = true)
            boolean regexNoMatch,

            @Option(help = "options of the pattern", form = "a word of PCRE2's")
            List<String> regexOptions,

            @Option(help = "a match starts here or later", defaultValue = "0", min = "0", max = "10485760")
            int regexMinOffset,

            @Option(help = "a match starts here or earlier", min = "0", max = "10485760")
            OptionalInt regexMaxOffset,

            @Option(help = "name, and perhaps a pattern: the response must have this header, with a value that matches")
            List<ConfigNode> expectHeader,

            @Option(help = "path and value: the body must be JSON with this value there")
            List<ConfigNode> expectJson,

            @Option(help = "a longer body is a failure", min = "0", max = "2147483647", unit = "bytes")
            OptionalInt maxBody,

            @Option(help = "header with the real server's weight", form = "a name")
            Optional<String> weightHeader,

            @Option(help = "place in the body with the real server's weight", form = "a path")
            Optional<String> weightJson,

            @Option(help = "two numbers, accepted for keepalived's sake; no meaning here")
            Optional<ConfigNode> regexStack,

            @Option(help = "end TLS with close_notify", otherwise = "the check's")
            Optional<Boolean> tlsCompliant) {}
}
