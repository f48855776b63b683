// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpLink.Ipvlan;
import io.mainstay.api.model.vrrp.VrrpLink.Vmac;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code interface}, {@code use_vmac}, {@code use_ipvlan} and their like: where an instance lives. */
final class LinkStatements {
    private static final int PARTIAL_MAC = 5;
    private static final Map<String, Ipvlan.Mode> MODES =
            Map.of("bridge", Ipvlan.Mode.BRIDGE, "private", Ipvlan.Mode.PRIVATE, "vepa", Ipvlan.Mode.VEPA);

    private final BlockReader reader;
    private final Context context;
    private final boolean ipv6;
    private final int virtualRouterId;

    LinkStatements(BlockReader reader, Context context, boolean ipv6, int virtualRouterId) {
        this.reader = reader;
        this.context = context;
        this.ipv6 = ipv6;
        this.virtualRouterId = virtualRouterId;
    }

    /**
     * Reads them.
     *
     * @param unicast macvlans of unicast instances send on the interface below
     * @param strict macvlans have the RFC's MAC and send themselves
     */
    VrrpLink read(boolean unicast, boolean strict) {
        Optional<String> device = device(unicast);
        Optional<ConfigNode> vmacNode = reader.node("use_vmac");
        Optional<ConfigNode> ipvlanNode = reader.node("use_ipvlan");
        boolean transmitOnBase = reader.bool("vmac_xmit_base").orElse(false);
        Optional<Vmac> vmac = vmacNode.map(node -> vmac(node, transmitOnBase, unicast, strict));
        Optional<Ipvlan> ipvlan = ipvlanNode.map(this::ipvlan);
        if (vmac.isPresent() && ipvlan.isPresent()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    ipvlanNode.get().at(),
                    "'use_vmac' and 'use_ipvlan' exclude each other",
                    "keep one of them");
            ipvlan = Optional.empty();
        }
        if (transmitOnBase && vmac.isEmpty()) {
            warn("vmac_xmit_base", "'vmac_xmit_base' has no effect without 'use_vmac'", "remove it");
        }
        Optional<String> vrf = vrf(device);
        vmac.ifPresent(v -> context.devices.made(v.name()));
        ipvlan.ifPresent(v -> context.devices.made(v.name()));
        boolean polled = reader.flag("linkbeat_use_polling");
        if (polled) {
            reader.warning(
                    DiagnosticKind.DEPRECATED,
                    reader.nodes("linkbeat_use_polling").get(0).at(),
                    "'linkbeat_use_polling' in an instance is deprecated",
                    "use 'linkbeat_interfaces'");
        }
        return new VrrpLink(
                device,
                !reader.bool("dont_track_primary").orElse(false),
                vrf,
                vmac,
                ipvlan,
                reader.bool("promote_secondaries").orElse(false),
                reader.bool("use_vmac_addr").orElse(false));
    }

    private Optional<String> device(boolean unicast) {
        Optional<String> device = reader.value(
                "interface",
                "the name of an interface",
                text -> Optional.of(text).filter(Line::isDevice));
        device.ifPresent(name -> context.devices.named(
                name, reader.nodes("interface").get(0).argument(0).map(Word::at).orElseThrow(), "of the instance"));
        if (device.isEmpty() && !unicast) {
            reader.require(false, "interface", "the interface of the virtual router");
        }
        return device;
    }

    private Optional<String> vrf(Optional<String> device) {
        Optional<String> vrf = reader.value(
                "vrf", "the name of a VRF", text -> Optional.of(text).filter(Line::isDevice));
        if (vrf.isPresent() && device.isPresent()) {
            warn("vrf", "'vrf' has no effect with 'interface', whose VRF counts", "remove it");
            return Optional.empty();
        }
        vrf.ifPresent(
                name -> context.devices.named(name, reader.nodes("vrf").get(0).at(), "a VRF"));
        return vrf;
    }

    private void warn(String keyword, String message, String hint) {
        reader.warning(DiagnosticKind.WARNING, reader.nodes(keyword).get(0).at(), message, hint);
    }

    private Vmac vmac(ConfigNode node, boolean transmitOnBase, boolean unicast, boolean strict) {
        Line line = Line.arguments(reader, node);
        Optional<Word> name = Optional.empty();
        Optional<String> mac = Optional.empty();
        boolean notify = false;
        boolean onBase = transmitOnBase;
        OptionalLong group = OptionalLong.empty();
        while (line.hasNext()) {
            Word word = line.next();
            switch (word.text()) {
                case "name" -> name = line.device(word).map(text -> new Word(text, "", 0, 0));
                case "netlink_notify_msg" -> notify = true;
                case "xmit_base" -> onBase = true;
                case "group" -> group = line.number(word, 0, 0xffff_fffeL);
                default -> {
                    if (word.text().indexOf(':') >= 0) {
                        mac = mac(line, word);
                    } else {
                        name = name(line, word, name);
                    }
                }
            }
        }
        if (mac.isPresent() && strict) {
            line.warning(node.at(), "strict mode has the RFC's MAC address; the one given is ignored", "remove it");
            mac = Optional.empty();
        }
        if (unicast && !onBase) {
            line.warning(
                    node.at(),
                    "adverts of a unicast instance leave on the interface below its macvlan",
                    "add 'vmac_xmit_base'");
        } else if (strict && onBase && !unicast) {
            line.warning(
                    node.at(), "strict mode sends adverts from the macvlan; 'vmac_xmit_base' is ignored", "remove it");
        }
        return new Vmac(
                name.map(Word::text).orElseGet(() -> generated(context.defaults.vmacPrefix())),
                mac,
                unicast || onBase && !strict,
                notify,
                group);
    }

    /** A name that is wrong or taken is reported; a generated one is used. */
    private Optional<Word> name(Line line, Word word, Optional<Word> before) {
        if (before.isPresent()) {
            line.error(
                    word.at(),
                    "'" + word + "' is not known here: the interface is called '" + before.get() + "' already",
                    "expected [name] [MAC] [netlink_notify_msg] [group N]");
        } else if (!Line.isDevice(word.text())) {
            line.error(word.at(), "'" + word + "' cannot be the name of an interface: expected 1 to 15 characters", "");
        } else if (context.devices.isMade(word.text())) {
            line.error(word.at(), "another instance makes the interface '" + word + "'", "choose another name");
        }
        return Optional.of(word);
    }

    private String generated(String prefix) {
        String family = ipv6 ? "6" : "";
        for (int i = 0; ; i++) {
            String name = prefix + family + (i == 0 ? "" : i) + "." + virtualRouterId;
            if (!context.devices.isMade(name)) {
                return name;
            }
        }
    }

    /** Five octets get the virtual router id as the sixth. */
    private Optional<String> mac(Line line, Word word) {
        String text = word.text().toLowerCase(Locale.ROOT);
        if (!text.matches("[0-9a-f]{1,2}(:[0-9a-f]{1,2}){4,5}")) {
            line.error(
                    word.at(),
                    "'" + word + "' is not a MAC address: expected 5 or 6 octets such as 00:00:5e:00:01",
                    "");
            return Optional.empty();
        }
        StringBuilder mac = new StringBuilder();
        String[] octets = text.split(":");
        for (String octet : octets) {
            mac.append(mac.length() == 0 ? "" : ":").append(octet.length() == 1 ? "0" + octet : octet);
        }
        if (octets.length == PARTIAL_MAC) {
            mac.append(String.format(":%02x", virtualRouterId));
        }
        if ((Integer.parseInt(octets[0], 16) & 1) != 0) {
            line.error(word.at(), "'" + word + "' is a multicast MAC address", "the first octet must be even");
        }
        return Optional.of(mac.toString());
    }

    private Ipvlan ipvlan(ConfigNode node) {
        Line line = Line.arguments(reader, node);
        Optional<Word> name = Optional.empty();
        Optional<VirtualAddress> address = Optional.empty();
        Ipvlan.Mode mode = Ipvlan.Mode.BRIDGE;
        OptionalLong group = OptionalLong.empty();
        while (line.hasNext()) {
            Word word = line.next();
            if (MODES.containsKey(word.text())) {
                mode = MODES.get(word.text());
            } else if (word.text().equals("group")) {
                group = line.number(word, 0, 0xffff_fffeL);
            } else if (word.text().equals("name")) {
                name = line.device(word).map(text -> new Word(text, "", 0, 0));
            } else {
                Optional<VirtualAddress> source = RoutingWords.prefix(word.text())
                        .map(prefix -> VirtualAddress.of(prefix.address(), prefix.length()));
                if (source.filter(a -> a.isIpv6() != ipv6).isPresent()) {
                    line.error(
                            word.at(),
                            "'" + word + "' is not of the instance's family: expected an " + (ipv6 ? "IPv6" : "IPv4")
                                    + " address",
                            "");
                }
                if (source.isPresent()) {
                    address = source;
                } else {
                    name = name(line, word, name);
                }
            }
        }
        if (address.isEmpty() && !ipv6) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    node.at(),
                    "an IPv4 ipvlan needs an address to send from",
                    "add it: 'use_ipvlan 192.0.2.1/24'");
        }
        return new Ipvlan(
                name.map(Word::text).orElseGet(() -> generated(context.defaults.vmacPrefix())), address, mode, group);
    }
}
