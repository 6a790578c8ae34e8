package io.raf4j.datasets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Checks that the packages of this module form no cycle and know neither DL4J nor Spark. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.raf4j.datasets");

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.raf4j.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void neitherNetworksNorClustersAreKnown() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.apache..")
        .check(CLASSES);
  }
}
