// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.metatype;

import io.mainstay.api.check.CheckerFactory;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * One Metatype provider for each checker factory, with the factory PID {@code io.mainstay.check.TYPE} for each of its types:
 * that of checks with a name ({@code io.mainstay.check.TCP_CHECK~NAME}).
 */
@Component(
        service = {},
        immediate = true)
public final class CheckerMetatype {
    /** What precedes the checker type in the factory PID of a named check. */
    static final String PID_PREFIX = "io.mainstay.check.";

    private static final String FACTORY_PID = "metatype.factory.pid";

    private final BundleContext context;
    private final Map<ServiceReference<CheckerFactory>, ServiceRegistration<?>> published = new ConcurrentHashMap<>();

    @Activate
    public CheckerMetatype(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFactory(ServiceReference<CheckerFactory> reference, CheckerFactory factory) {
        Object types = reference.getProperty(CheckerFactory.CHECKER_TYPE);
        List<String> names = types instanceof String[] several
                ? List.of(several)
                : types instanceof String one ? List.of(one) : List.of();
        String[] pids = names.stream().map(PID_PREFIX::concat).toArray(String[]::new);
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(FACTORY_PID, pids));
        published.put(
                reference, context.registerService(MetaTypeProvider.class, new Provider(factory, pids), properties));
    }

    void unbindFactory(ServiceReference<CheckerFactory> reference) {
        ServiceRegistration<?> registration = published.remove(reference);
        if (registration != null) {
            registration.unregister();
        }
    }

    @Deactivate
    void deactivate() {
        published.values().forEach(ServiceRegistration::unregister);
    }

    /** Asks the factory when somebody asks it, which hardly anybody ever does. */
    record Provider(CheckerFactory factory, String[] pids) implements MetaTypeProvider {
        @Override
        public ObjectClassDefinition getObjectClassDefinition(String pid, String locale) {
            if (!Arrays.asList(pids).contains(pid)) {
                throw new IllegalArgumentException("there is no checker " + pid);
            }
            String type = pid.substring(PID_PREFIX.length());
            return factory.schema(type)
                    .map(schema -> new CheckerDefinition(pid, type, schema.description()))
                    .orElse(null);
        }

        @Override
        public String[] getLocales() {
            return null; // English only
        }
    }
}
