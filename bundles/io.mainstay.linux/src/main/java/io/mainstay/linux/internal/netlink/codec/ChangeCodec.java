// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.net.Change;

/** Changes as requests. */
public final class ChangeCodec {

    private ChangeCodec() {}

    public static NetlinkRequest encode(Change change) {
        if (change instanceof Change.AddAddress add) {
            return AddressCodec.add(add.address(), false);
        } else if (change instanceof Change.ReplaceAddress replace) {
            return AddressCodec.add(replace.address(), true);
        } else if (change instanceof Change.DeleteAddress delete) {
            return AddressCodec.delete(delete.address());
        } else if (change instanceof Change.AddRoute add) {
            return RouteCodec.add(add.route(), add.placement());
        } else if (change instanceof Change.DeleteRoute delete) {
            return RouteCodec.delete(delete.route());
        } else if (change instanceof Change.AddRule add) {
            return RuleCodec.add(add.rule());
        } else if (change instanceof Change.DeleteRule delete) {
            return RuleCodec.delete(delete.rule());
        } else if (change instanceof Change.SetNeighbour set) {
            return NeighbourCodec.set(set.neighbour());
        } else if (change instanceof Change.DeleteNeighbour delete) {
            return NeighbourCodec.delete(delete.neighbour());
        }
        return encodeLinkChange(change);
    }

    private static NetlinkRequest encodeLinkChange(Change change) {
        if (change instanceof Change.AddLink add) {
            return LinkCodec.create(add.link());
        } else if (change instanceof Change.DeleteLink delete) {
            return LinkCodec.delete(delete.index());
        } else if (change instanceof Change.SetUp up) {
            return LinkCodec.up(up.index(), up.up());
        } else if (change instanceof Change.SetMac mac) {
            return LinkCodec.mac(mac.index(), mac.mac());
        } else if (change instanceof Change.SetMtu mtu) {
            return LinkCodec.mtu(mtu.index(), mtu.mtu());
        } else if (change instanceof Change.SetMaster master) {
            return LinkCodec.master(master.index(), master.master());
        } else if (change instanceof Change.SetAddressGeneration mode) {
            return LinkCodec.addressGeneration(mode.index(), mode.mode());
        } else if (change instanceof Change.SetGroup group) {
            return LinkCodec.group(group.index(), group.group());
        }
        throw new IllegalArgumentException(change.toString());
    }
}
