// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.Balancer;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.Configuration;
import io.mainstay.api.control.Deployments;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.control.Routers;
import io.mainstay.api.transition.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the commands see of the running system. Services come and go: each call answers for its moment. Any thread. */
public interface Services {

    Optional<Checks> findChecks();

    Optional<Balancer> findBalancer();

    Optional<Configuration> findConfiguration();

    Optional<Journal> findJournal();

    Optional<Deployments> findDeployments();

    /** The protocols that move addresses: VRRP, CARP, or none. */
    List<Routers> findRouters();

    /** Everything that has something to say to {@code doctor}. */
    List<Diagnosable> diagnosables();

    /** This process. */
    Process process();

    /**
     * Facts about this process.
     *
     * @param version of Mainstay
     * @param pid process id
     * @param uptime since its start
     * @param java version of the runtime
     */
    record Process(String version, long pid, Duration uptime, String java) {}

    default Checks checks() {
        return findChecks().orElseThrow(() -> missing("check engine", "Checks", "io.mainstay.checks"));
    }

    default Balancer balancer() {
        return findBalancer().orElseThrow(() -> missing("balancer", "Balancer", "io.mainstay.balancer"));
    }

    default Configuration configuration() {
        return findConfiguration().orElseThrow(() -> missing("configuration", "Configuration", "io.mainstay.control"));
    }

    default Journal journal() {
        return findJournal().orElseThrow(() -> missing("journal", "Journal", "io.mainstay.control"));
    }

    default List<Routers> routers() {
        List<Routers> found = findRouters();
        if (found.isEmpty()) {
            throw missing("virtual router engine", "Routers", "io.mainstay.vrrp or io.mainstay.carp");
        }
        return found;
    }

    private static CommandException missing(String what, String service, String bundle) {
        return CommandException.failed("the " + what + " is not there: no service " + service + " (bundle " + bundle
                + "); it may still be starting, 'doctor' says what is unsatisfied");
    }
}
