package dev.sluice.worker.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayerRulesTest {
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sluice");

  private static final String[] API = {
    "dev.sluice",
    "dev.sluice.format..",
    "dev.sluice.accumulator..",
    "dev.sluice.broadcast..",
    "dev.sluice.jdbc..",
    "dev.sluice.function..",
    "dev.sluice.graph..",
    "dev.sluice.rdd..",
    "dev.sluice.receiver..",
    "dev.sluice.sink..",
    "dev.sluice.runtime..",
    "dev.sluice.streaming.."
  };

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.sluice.worker.(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void partsOfTheDriverHaveNoCycles() {
    slices().matching("dev.sluice.worker.driver.(*)..").should().beFreeOfCycles().check(PRODUCTION);
    noClasses()
        .that()
        .resideInAPackage("dev.sluice.worker.driver.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.sluice.worker.driver")
        .check(PRODUCTION);
  }

  @Test
  void onlyTheCommandLineWiresThingsSoNothingDependsOnIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.worker.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.sluice.worker.cli..")
        .check(PRODUCTION);
  }

  @Test
  void onlyTransportTouchesNettyChannels() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.worker.transport..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty.bootstrap..", "io.netty.channel..", "io.netty.handler..")
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void onlyControlTouchesGrpc() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.worker.control..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.grpc..")
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void onlyStorageTouchesTheS3Client() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.worker.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.minio..", "okhttp3..")
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void theLauncherKnowsProcessesAndNotTheirInside() {
    noClasses()
        .that()
        .resideInAPackage("dev.sluice.worker.launch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.sluice.worker.driver..",
            "dev.sluice.worker.executor..",
            "dev.sluice.worker.receiver..",
            "dev.sluice.worker.control..",
            "dev.sluice.worker.transport..")
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @Test
  void theApiUsesNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(API)
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(
                    "java..", "com.sun.net.httpserver..", "org.jspecify..")
                .or(JavaClass.Predicates.resideInAnyPackage(API)))
        .check(PRODUCTION);
  }

  @Test
  void theWorkerKnowsNoKubernetes() {
    noClasses()
        .that()
        .resideInAPackage("dev.sluice.worker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "dev.sluice.operator..")
        .check(PRODUCTION);
  }
}
