// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/**
 * What became of a {@link Change}.
 *
 * @param change that was asked for
 * @param errno 0 for success
 * @param detail what the kernel said besides; empty when nothing
 */
public record ChangeResult(Change change, int errno, String detail) {

    public boolean ok() {
        return errno == 0;
    }

    /** For who wants to throw it. */
    public SystemCallException failure() {
        return new SystemCallException(change.getClass().getSimpleName(), arguments(), errno, detail);
    }

    private String arguments() {
        String text = change.toString();
        return text.substring(text.indexOf('[') + 1, text.length() - 1);
    }
}
