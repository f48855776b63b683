// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.List;

/**
 * What an instance or a sync group watches; names are unique within each list, and all but interfaces and BFD instances exist in
 * the same {@link VrrpConfiguration}.
 *
 * @param interfaces up is success; without the instance's own interface, see {@link VrrpLink#tracked}
 * @param scripts see {@link TrackScript}
 * @param files see {@link TrackFile}
 * @param processes see {@link TrackProcess}
 * @param bfds BFD instances
 */
public record Trackers(
        List<Tracked> interfaces,
        List<Tracked> scripts,
        List<Tracked> files,
        List<Tracked> processes,
        List<Tracked> bfds) {
    public static final Trackers NONE = new Trackers(List.of(), List.of(), List.of(), List.of(), List.of());

    public Trackers {
        interfaces = List.copyOf(interfaces);
        scripts = List.copyOf(scripts);
        files = List.copyOf(files);
        processes = List.copyOf(processes);
        bfds = List.copyOf(bfds);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
