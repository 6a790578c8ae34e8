package io.raf4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of the jobs: each knows those below it alone. */
@AnalyzeClasses(packages = "io.raf4j.spark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.raf4j.spark.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("cli")
          .definedBy("io.raf4j.spark.cli..")
          .layer("job")
          .definedBy("io.raf4j.spark.job..")
          .layer("signal")
          .definedBy("io.raf4j.spark.signal..")
          .layer("shard")
          .definedBy("io.raf4j.spark.shard..")
          .layer("collocation")
          .definedBy("io.raf4j.spark.collocation..")
          .layer("training")
          .definedBy("io.raf4j.spark.training..")
          .layer("report")
          .definedBy("io.raf4j.spark.report..")
          .layer("plan")
          .definedBy("io.raf4j.spark.plan..")
          .layer("conf")
          .definedBy("io.raf4j.spark.conf..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("signal")
          .mayOnlyBeAccessedByLayers("cli", "job")
          .whereLayer("shard")
          .mayOnlyBeAccessedByLayers("cli", "job", "signal")
          .whereLayer("collocation")
          .mayOnlyBeAccessedByLayers("cli", "job")
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("cli", "job", "signal", "shard", "collocation")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli", "job", "signal", "shard", "collocation", "training")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers("cli", "job")
          .whereLayer("conf")
          .mayOnlyBeAccessedByLayers(
              "cli", "job", "signal", "shard", "collocation", "training", "report");

  /** A model of cost is arithmetic. */
  @ArchTest
  static final ArchRule PLAN_IS_MATHEMATICS_OVER_NUMBERS =
      noClasses()
          .that()
          .resideInAPackage("io.raf4j.spark.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.deeplearning4j..", "org.nd4j..", "io.raf4j.spark.conf..");

  /** Jobs take settings; only the command line knows how they were typed. */
  @ArchTest
  static final ArchRule COMMAND_LINE_STAYS_AT_THE_RIM =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.raf4j.spark.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");
}
