// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.option.Form;
import io.mainstay.api.option.Inline;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;
import io.mainstay.checksupport.DatagramOptions;
import java.util.List;
import java.util.Optional;

/** What can be configured of a DNS_CHECK. */
@Summary("A server is good when it answers a question of the domain name system.")
record DnsDeclared(
        @Option(help = "type of the records that are asked for", defaultValue = "SOA")
        DnsType type,

        @Option(help = "the name that is asked for", defaultValue = ".")
        Name name,

        @Option(help = "whether the server is asked to ask others", defaultValue = "on")
        boolean recursion,

        @Option(help = "good response codes", defaultValue = "NOERROR")
        List<Rcode> rcode,

        @Option(help = "all of these must be in the answer", form = "data of a record, such as 192.0.2.1")
        List<String> expect,

        @Option(help = "with `expect`: no other records of that type")
        boolean expectOnly,

        @Option(help = "there must be a record of that type")
        boolean requireAnswer,

        @Option(help = "the answer must be authoritative (AA)")
        boolean requireAuthoritative,

        @Option(help = "how the question is sent", defaultValue = "udp")
        Transport transport,

        @Option(
                help = "a truncated answer is asked for again over TCP",
                otherwise = "on with `expect` or `require_answer`, else off")
        Optional<Boolean> tcpFallback,

        @Inline DatagramOptions datagram) {

    /** How the question is sent. */
    enum Transport {
        UDP,
        TCP
    }

    /**
     * A domain name.
     *
     * @param text as the operator wrote it
     * @param encoded as on the wire
     */
    record Name(String text, byte[] encoded) {
        @Form("a domain name, of labels of 1 to 63 characters")
        static Optional<Name> of(String text) {
            return DnsName.encode(text).map(bytes -> new Name(text, bytes));
        }
    }

    /** A response code. */
    record Rcode(int number) {
        @Form(
                "one of NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED, YXDOMAIN, YXRRSET, NXRRSET, NOTAUTH, NOTZONE")
        static Optional<Rcode> of(String name) {
            int number = DnsAnswer.rcode(name);
            return number < 0 ? Optional.empty() : Optional.of(new Rcode(number));
        }
    }
}
