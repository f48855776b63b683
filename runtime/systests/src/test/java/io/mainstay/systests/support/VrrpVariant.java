// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

/** Ways to speak VRRP that both daemons understand; one text configures either. */
public enum VrrpVariant {
    V2("version 2\nadvert_int 1", false, false),
    V2_PASS("version 2\nadvert_int 1\nauthentication {\nauth_type PASS\nauth_pass secret12\n}", false, false),
    V2_AH("version 2\nadvert_int 1\nauthentication {\nauth_type AH\nauth_pass secret12\n}", false, false),
    V2_UNICAST("version 2\nadvert_int 1", false, true),
    V3("version 3\nadvert_int 0.2", false, false),
    V3_UNICAST("version 3\nadvert_int 0.2", false, true),
    V3_IPV6("version 3\nadvert_int 0.2", true, false),
    V3_IPV6_UNICAST("version 3\nadvert_int 0.2", true, true);

    private final String lines;
    private final boolean ipv6;
    private final boolean unicast;

    VrrpVariant(String lines, boolean ipv6, boolean unicast) {
        this.lines = lines;
        this.ipv6 = ipv6;
        this.unicast = unicast;
    }

    public boolean ipv6() {
        return ipv6;
    }

    /** The address that moves. */
    public String address() {
        return ipv6 ? "fd77::100" : "10.77.0.100";
    }

    /**
     * A whole configuration with one instance V1.
     *
     * @param own host number
     * @param peer host number, for unicast
     */
    public String configuration(int own, int peer, int priority) {
        return instance("V1", 51, own, peer, priority, address(), "");
    }

    /** One instance; {@code more} are further lines of its block. */
    public String instance(String name, int id, int own, int peer, int priority, String address, String more) {
        StringBuilder text = new StringBuilder();
        text.append("vrrp_instance ")
                .append(name)
                .append(" {\ninterface eth0\nvirtual_router_id ")
                .append(id);
        text.append("\npriority ").append(priority).append('\n').append(lines).append('\n');
        if (unicast) {
            text.append("unicast_src_ip ").append(host(own)).append("\nunicast_peer {\n");
            text.append(host(peer)).append("\n}\n");
        }
        text.append("virtual_ipaddress {\n");
        if (ipv6 && !unicast) {
            text.append("fe80::5:").append(Integer.toHexString(id)).append("/64\n");
        }
        text.append(address)
                .append(ipv6 ? "/64" : "/24")
                .append("\n}\n")
                .append(more)
                .append("}\n");
        return text.toString();
    }

    private String host(int number) {
        return ipv6 ? "fd77::" + number : "10.77.0." + number;
    }
}
