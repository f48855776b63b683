// SPDX-License-Identifier: Apache-2.0
package io.mainstay.archtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may see whom, and what nobody does. The rooms are the bundles; a room is {@code io.mainstay.NAME}. */
@AnalyzeClasses(packages = "io.mainstay", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchRule apiStandsAlone = classes()
            .that()
            .resideInAPackage("io.mainstay.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.mainstay.api..", "java..", "org.osgi.annotation..", "org.osgi.service.component..");

    @ArchTest
    static final ArchRule featuresMeetOnlyInApiAndPlatform = classes()
            .should(new ArchCondition<>("see only the rooms it may") {
                @Override
                public void check(JavaClass origin, ConditionEvents events) {
                    String from = room(origin);
                    origin.getDirectDependenciesFromSelf().forEach(dependency -> {
                        String to = room(dependency.getTargetClass());
                        if (!to.isEmpty() && !to.equals(from) && !maySee(from, to)) {
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                        }
                    });
                }
            });

    @ArchTest
    static final ArchRule internalsStayInTheirBundle = classes()
            .should(new ArchCondition<>("not reach into internals") {
                @Override
                public void check(JavaClass origin, ConditionEvents events) {
                    origin.getDirectDependenciesFromSelf().forEach(dependency -> {
                        JavaClass target = dependency.getTargetClass();
                        if (target.getPackageName().contains(".internal")
                                && !room(target).equals(room(origin))) {
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                        }
                    });
                }
            });

    @ArchTest
    static final ArchRule nettyIsForCheckersAndProxy = noClasses()
            .that(new DescribedPredicate<>("are neither checkers, their support, nor the proxy") {
                @Override
                public boolean test(JavaClass type) {
                    return !Set.of("checksupport", "proxy", "check").contains(room(type));
                }
            })
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule nativeCodeIsForLinux = noClasses()
            .that()
            .resideOutsideOfPackage("io.mainstay.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai..");

    @ArchTest
    static final ArchRule elapsedTimeIsMonotonic = noClasses().should().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .that()
            .resideOutsideOfPackage("io.mainstay.testkit..")
            .should()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes()
            .should(new ArchCondition<>("have a name that means something") {
                private final Pattern empty =
                        Pattern.compile("(.*(Impl|Manager|Helper|Utils?|Utilities))|(Base[A-Z].*|Abstract[A-Z].*)");

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (empty.matcher(type.getSimpleName()).matches()) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " says nothing"));
                    }
                }
            });

    private static boolean maySee(String from, String to) {
        return switch (to) {
            case "api" -> true;
            case "platform" -> !from.equals("api") && !from.equals("check");
            case "checksupport" -> from.equals("check");
            default -> false;
        };
    }

    /** {@code checks} for {@code io.mainstay.checks.internal.machine}; empty for classes of others. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("io.mainstay.")) {
            return "";
        }
        String rest = name.substring("io.mainstay.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
