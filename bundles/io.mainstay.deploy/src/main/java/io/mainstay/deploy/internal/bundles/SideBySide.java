// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.bundle.CollisionHook;

/**
 * Lets the deployer install a bundle beside one of the same name and version. A jar that was built again without a new
 * version is then replaced like any other: the new one starts before the old one goes.
 *
 * <p>Thread-safety: stateless.
 */
final class SideBySide implements CollisionHook {
    private final Bundle deployer;

    SideBySide(Bundle deployer) {
        this.deployer = deployer;
    }

    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> collisions) {
        if (operation == INSTALLING && target.equals(deployer)) {
            collisions.removeIf(Bundles::isDeployed);
        }
    }
}
