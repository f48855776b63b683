// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

/**
 * What a master does about adverts of others.
 *
 * @param lowerPriorityNoAdvert do not answer those with a lower priority
 * @param higherPrioritySendAdvert send a last advert before yielding
 * @param ownerIgnoresAdverts as address owner, hear nobody
 */
public record Answers(boolean lowerPriorityNoAdvert, boolean higherPrioritySendAdvert, boolean ownerIgnoresAdverts) {
    public static final Answers DEFAULT = new Answers(false, false, false);
}
