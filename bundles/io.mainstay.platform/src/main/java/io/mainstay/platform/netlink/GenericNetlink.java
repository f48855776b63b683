// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.netlink;

import io.mainstay.platform.net.SystemCallException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Requests to generic netlink families. The process's own network is an OSGi service when there is CAP_NET_ADMIN; others come
 * from {@link io.mainstay.platform.net.Network#genericNetlink}. Any thread; calls wait for the kernel and do not disturb each
 * other.
 */
@ProviderType
public interface GenericNetlink {

    /** A family by its name, such as {@code "IPVS"}; empty when the kernel has none (its module is not loaded). */
    Optional<Family> family(String name) throws SystemCallException;

    /**
     * Carries out requests in order, each for itself, in as few system calls as possible; one result per request, with what
     * it answered (mostly nothing).
     */
    List<Result> request(Family family, List<Request> requests) throws SystemCallException;

    /** As above for one request that is expected to succeed; its answers. */
    default List<Attributes> request(Family family, Request request) throws SystemCallException {
        Result result = request(family, List.of(request)).get(0);
        if (result.errno() != 0) {
            throw new SystemCallException(
                    family.name(), "command " + request.command(), result.errno(), result.detail());
        }
        return result.answers();
    }

    /**
     * Asks for a list. The kernel sends it in parts; each entry is given to {@code each} on this thread. When the list
     * changed meanwhile (NLM_F_DUMP_INTR) true is returned and the caller may ask again.
     */
    boolean dump(Family family, Request request, Consumer<Attributes> each) throws SystemCallException;

    /** Tells of a family's multicast messages (command and attributes) on {@code executor}; returns what ends it. */
    Runnable listen(Family family, String group, Executor executor, MessageListener listener)
            throws SystemCallException;

    /**
     * A family as the kernel numbered it at this boot.
     *
     * @param groups multicast groups by name
     */
    record Family(String name, int id, int version, Map<String, Integer> groups) {
        public Family {
            groups = Map.copyOf(groups);
        }
    }

    /**
     * One request.
     *
     * @param command of the family
     * @param version of the command
     * @param attributes as {@link AttributeWriter#toBytes} gives them; not copied
     */
    record Request(int command, int version, byte[] attributes) {}

    /**
     * What became of a request.
     *
     * @param errno 0 for success
     * @param detail what the kernel said besides; empty when nothing
     * @param answers attributes of the messages that came before the acknowledgement
     */
    record Result(int errno, String detail, List<Attributes> answers) {
        public Result {
            answers = List.copyOf(answers);
        }
    }

    /** Takes multicast messages. */
    interface MessageListener {

        void message(int command, Attributes attributes);

        /** Messages were lost. */
        default void lost() {}
    }
}
