// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** Which effect tells of which state. */
final class Transitions {
    private Transitions() {}

    static Effect ofInstance(RouterState state) {
        return switch (state) {
            case INIT -> Effect.ENTER_INIT;
            case BACKUP -> Effect.ENTER_BACKUP;
            case MASTER -> Effect.ENTER_MASTER;
            case FAULT -> Effect.ENTER_FAULT;
        };
    }

    static Effect ofGroup(RouterState state) {
        return switch (state) {
            case INIT -> Effect.GROUP_INIT;
            case BACKUP -> Effect.GROUP_BACKUP;
            case MASTER -> Effect.GROUP_MASTER;
            case FAULT -> Effect.GROUP_FAULT;
        };
    }
}
