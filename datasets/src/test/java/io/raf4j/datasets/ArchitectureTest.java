package io.raf4j.datasets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of the data sets. */
@AnalyzeClasses(
    packages = "io.raf4j.datasets",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.raf4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOBODY_KNOWS_SPARK_OR_NETWORKS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache..",
              "scala..",
              "org.deeplearning4j..",
              "org.nd4j..",
              "io.raf4j.nn..",
              "io.raf4j.spark..");
}
