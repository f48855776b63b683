// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.SystemCallException;
import io.mainstay.platform.netlink.Attributes;
import io.mainstay.platform.netlink.GenericNetlink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Answers as the test says, and keeps what was asked. */
public final class FakeGenericNetlink implements GenericNetlink {
    private final Map<String, Family> families = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<MessageListener> listeners = new ArrayList<>();
    private BiFunction<Family, Request, Result> kernel = (family, request) -> new Result(0, "", List.of());

    /** Lets the kernel have a family. */
    public Family provide(String name, String... groups) {
        Map<String, Integer> ids = new HashMap<>();
        for (String group : groups) {
            ids.put(group, ids.size() + 1);
        }
        Family family = new Family(name, 16 + families.size(), 1, ids);
        families.put(name, family);
        return family;
    }

    /** Takes a family away. */
    public void remove(String name) {
        families.remove(name);
    }

    /** Decides what a request or a dump (its {@code answers} are the entries) ends with. */
    public void answer(BiFunction<Family, Request, Result> by) {
        kernel = by;
    }

    /** All requests and dumps, oldest first. */
    public List<Asked> asked() {
        return asked;
    }

    /** A multicast message comes. */
    public void multicast(int command, Attributes attributes) {
        List.copyOf(listeners).forEach(listener -> listener.message(command, attributes));
    }

    @Override
    public Optional<Family> family(String name) {
        return Optional.ofNullable(families.get(name));
    }

    @Override
    public List<Result> request(Family family, List<Request> requests) {
        List<Result> results = new ArrayList<>();
        for (Request request : requests) {
            asked.add(new Asked(request, false));
            results.add(kernel.apply(family, request));
        }
        return results;
    }

    @Override
    public boolean dump(Family family, Request request, Consumer<Attributes> each) throws SystemCallException {
        asked.add(new Asked(request, true));
        Result result = kernel.apply(family, request);
        if (result.errno() != 0) {
            throw new SystemCallException(
                    family.name(), "command " + request.command(), result.errno(), result.detail());
        }
        result.answers().forEach(each);
        return false;
    }

    @Override
    public Runnable listen(Family family, String group, Executor executor, MessageListener listener) {
        MessageListener posted = (command, attributes) -> executor.execute(() -> listener.message(command, attributes));
        listeners.add(posted);
        return () -> listeners.remove(posted);
    }

    /** One request. */
    public record Asked(Request request, boolean dump) {

        public Attributes attributes() {
            return new Attributes(request.attributes(), 0, request.attributes().length);
        }
    }
}
