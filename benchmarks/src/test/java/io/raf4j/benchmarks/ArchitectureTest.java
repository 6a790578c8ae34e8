package io.raf4j.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of the benchmarks. */
@AnalyzeClasses(
    packages = "io.raf4j.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.raf4j.benchmarks.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOBODY_NEEDS_THE_PROGRAMS_AT_THE_TOP =
      noClasses()
          .that()
          .resideInAPackage("io.raf4j.benchmarks.*..")
          .and()
          .haveNameNotMatching(".*jmh_generated.*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.raf4j.benchmarks");

  @ArchTest
  static final ArchRule TIMING_KNOWS_NOTHING_OF_RAF4J =
      noClasses()
          .that()
          .resideInAPackage("io.raf4j.benchmarks.timing")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.raf4j.host..",
              "io.raf4j.linalg..",
              "io.raf4j.jetnet..",
              "io.raf4j.dl4j..",
              "io.raf4j.solver..",
              "org.nd4j..");
}
