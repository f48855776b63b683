// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The canonical text of an address. */
public final class AddressText {
    private AddressText() {}

    /** Dotted quad, or the IPv6 form that RFC 5952 section 4 recommends, with {@code %scope} when there is one. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address v6)) {
            return address.getHostAddress();
        }
        byte[] bytes = v6.getAddress();
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int bestStart = -1;
        int bestLength = 1; // a single zero group is not shortened
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && groups[i + length] == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
            i += length;
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        String scoped = v6.getHostAddress();
        int scope = scoped.indexOf('%');
        return scope < 0 ? text.toString() : text + scoped.substring(scope);
    }
}
