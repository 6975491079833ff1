package dev.sluice.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sluice.operator");

  @Test
  void meetsTheWorkerOnTheWireOnly() {
    JavaClasses all = new ClassFileImporter().importPackages("dev.sluice.operator");

    noClasses().should().dependOnClassesThat().resideInAPackage("dev.sluice.worker..").check(all);
  }

  @Test
  void decidesWithoutClientOrClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..operator.decide..",
            "..operator.scale..",
            "..operator.snapshot..",
            "..operator.job..",
            "..operator.resources..")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("Client")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(MAIN);
  }

  @Test
  void hasNoCyclesAmongPackages() {
    slices().matching("dev.sluice.operator.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void waitsNowhere() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MAIN);
  }

  @Test
  void namesPackagesForWhatTheyDo() {
    classes()
        .should()
        .resideOutsideOfPackages("..util..", "..common..", "..impl..", "..helper..", "..manager..")
        .check(MAIN);
  }
}
