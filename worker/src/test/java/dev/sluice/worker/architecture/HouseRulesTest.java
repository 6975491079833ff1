package dev.sluice.worker.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.sluice");
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sluice.worker");

  private static final DescribedPredicate<JavaClass> GENERATED =
      JavaClass.Predicates.resideInAPackage("dev.sluice.worker.control.wire..")
          .as("generated from the protocol");

  @Test
  void noPackageIsADrawerForAnything() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..utils..", "..common..", "..impl..", "..helper..", "..manager..")
        .check(ALL);
  }

  @Test
  void nothingSleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(ALL);
    noClasses().should().callMethod(Thread.class, "sleep", long.class, int.class).check(ALL);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .that(DescribedPredicate.not(GENERATED))
        .should(resideInANullMarkedPackage())
        .check(ALL);
  }

  @Test
  void thePlanIsAPureFunctionOfTheGraph() {
    noClasses()
        .that()
        .resideInAPackage("dev.sluice.worker.plan..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.time..",
                    "dev.sluice.worker.storage..",
                    "dev.sluice.worker.transport..",
                    "dev.sluice.worker.control..",
                    "dev.sluice.worker.driver..",
                    "dev.sluice.worker.executor..",
                    "dev.sluice.worker.receiver..")
                .and(not(type(Duration.class)))) // a length of time is a value and no clock
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void decisionsGetTheTimeAsAValue() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Decision")
        .or()
        .haveSimpleNameEndingWith("Plan")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package marked with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getName() + ": its package-info lacks @NullMarked"));
      }
    };
  }
}
