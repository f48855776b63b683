// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where an instance lives.
 *
 * @param device interface; empty only for unicast instances, whose addresses then name theirs
 * @param tracked whether the state of {@code device} matters (not {@code dont_track_primary})
 * @param vrf VRF that unicast packets without {@code device} use
 * @param vmac macvlan with the virtual router's MAC
 * @param ipvlan ipvlan instead of a macvlan; never both
 * @param promoteSecondaries set the interface's {@code promote_secondaries} while needed
 * @param vmacAddresses {@code use_vmac_addr}: macvlans for addresses on other interfaces too
 */
public record VrrpLink(
        Optional<String> device,
        boolean tracked,
        Optional<String> vrf,
        Optional<Vmac> vmac,
        Optional<Ipvlan> ipvlan,
        boolean promoteSecondaries,
        boolean vmacAddresses) {
    public VrrpLink {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(vrf, "vrf");
        Objects.requireNonNull(vmac, "vmac");
        Objects.requireNonNull(ipvlan, "ipvlan");
        if (vmac.isPresent() && ipvlan.isPresent()) {
            throw new IllegalArgumentException("a macvlan or an ipvlan, not both");
        }
    }

    /**
     * A macvlan.
     *
     * @param name of the interface, at most 15 bytes
     * @param mac 6 octets as {@code 00:00:5e:00:01:33}; empty means the RFC's for version, family and VRID
     * @param transmitOnBase adverts leave from the interface below
     * @param netlinkNotify tell the kernel's listeners when the macvlan changes
     * @param group link group number; empty means the parent's
     */
    public record Vmac(
            String name, Optional<String> mac, boolean transmitOnBase, boolean netlinkNotify, OptionalLong group) {
        public Vmac {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(mac, "mac");
            Objects.requireNonNull(group, "group");
        }
    }

    /**
     * A layer 2 ipvlan.
     *
     * @param name of the interface, at most 15 bytes
     * @param address source address put on it
     * @param mode who its siblings can talk to
     * @param group link group number; empty means the parent's
     */
    public record Ipvlan(String name, Optional<VirtualAddress> address, Mode mode, OptionalLong group) {
        public Ipvlan {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(group, "group");
        }

        /** The kernel's ipvlan flags. */
        public enum Mode {
            BRIDGE,
            PRIVATE,
            VEPA
        }
    }
}
