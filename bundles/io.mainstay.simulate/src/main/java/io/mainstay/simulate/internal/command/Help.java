// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.command;

/** What {@code mainstay simulate --help} says. */
final class Help {
    static final String TEXT = """
            Usage: mainstay simulate [NAME=]FILE... [options]

            Runs the virtual routers of several keepalived.conf files against each other in virtual time, lets happen what
            the options say, and prints the timeline, who holds which address when, and every span in which nobody or more
            than one host holds an address. Needs no root and no running daemon, and touches nothing.

            A host is called NAME, or after its file (a for a.conf, lb1 for lb1/keepalived.conf); @id lines of a file that
            several hosts share are compared with it. A TIME is 10s, 500ms, 2m; FROM..TO is a span, at whose end what began
            is undone.

            What happens to hosts:
              --kill HOST@TIME                power off; with HOST@FROM..TO power on again at the end
              --crash HOST@TIME               the daemon is killed, the kernel keeps the addresses
              --stop HOST@TIME                the daemon is stopped (SIGTERM)
              --start HOST@TIME               start later than at 0, or again
              --pause HOST@FROM..TO           the daemon stands still
              --jump HOST=TIME@TIME           the host's clock jumps ahead
              --reload HOST=FILE@TIME         SIGHUP with another file
              --link-down HOST:INTERFACE@TIME
              --link-up HOST:INTERFACE@TIME
              --script HOST:NAME=fail@TIME    the script of vrrp_script NAME fails, or passes with =pass, from then on
              --process HOST:NAME=down@TIME   vrrp_track_process NAME
              --file HOST:NAME=NUMBER@TIME    track_file NAME
              --delete HOST=ADDRESS@TIME      somebody deletes a virtual address

            What happens to packets:
              --partition A,B@FROM..TO        they do not hear each other; A,B/C: A and B hear each other, but not C;
                                              with HOST:INTERFACE on that wire only
              --oneway                        behind a partition: only what the first side says is lost
              --loss PERCENT[@FROM..TO]
              --duplicate PERCENT[@FROM..TO]
              --delay TIME[..TIME][@FROM..TO] two times: evenly between them, and so out of order (default 0.2ms)

            Who is connected:
              --wire HOST:IF,HOST:IF          on one wire; by default interfaces of the same name are
              --address HOST:IF=ADDRESS       the host's own address, which decides between equal priorities

            The run:
              --for TIME                      how long (default: 15 s after the last event, at least 30 s)
              --seed NUMBER                   chance follows from it (default 1)
              --tolerate TIME                 shorter spans do not count (default 10ms)
              --json

            Exit code: 0 every address had one holder, 1 some had none or several (the first election does not count), 2 the
            options or a configuration are wrong.
            """;

    private Help() {}
}
