package io.raf4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jetnet.DenseBatch;
import io.raf4j.jetnet.LayerAddresses;

/** The arrows between the packages of the core. */
@AnalyzeClasses(packages = "io.raf4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.raf4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule MATHEMATICS_TAKES_ARRAYS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.raf4j.basis..",
              "io.raf4j.random..",
              "io.raf4j.jet..",
              "io.raf4j.geometry..",
              "io.raf4j.pde..",
              "io.raf4j.formula..",
              "io.raf4j.eigen..",
              "io.raf4j.metric..",
              "io.raf4j.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule DL4J_BEGINS_AT_ITS_LAYERS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.raf4j.dl4j..", "io.raf4j.solver..", "io.raf4j.ntk..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.deeplearning4j..");

  @ArchTest
  static final ArchRule LINEAR_ALGEBRA_TAKES_ADDRESSES =
      noClasses()
          .that()
          .resideInAPackage("io.raf4j.linalg..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nd4j..");

  @ArchTest
  static final ArchRule POINTERS_STAY_WHERE_ADDRESSES_BEGIN =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.raf4j.host..", "io.raf4j.linalg..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.javacpp..");

  @ArchTest
  static final ArchRule POLYGONS_STAY_IN_GEOMETRY =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.raf4j.geometry")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.locationtech.jts..");

  @ArchTest
  static final ArchRule GRAMMARS_STAY_WITH_FORMULAS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.raf4j.formula..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.antlr..", "io.raf4j.formula.grammar..");

  /** Whoever trains networks bounds the threads and needs no native memory. */
  @ArchTest
  static final ArchRule NETWORKS_HIDE_THE_HOST =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.raf4j.host..",
              "io.raf4j.linalg..",
              "io.raf4j.jetnet..",
              "io.raf4j.encoding..",
              "io.raf4j.dl4j..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.raf4j.host..").and(not(type(ComputeThreads.class))));

  @ArchTest
  static final ArchRule SINGLE_LAYERS_ARE_FOR_DL4J =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.raf4j.jetnet..", "io.raf4j.dl4j..")
          .should()
          .dependOnClassesThat(type(DenseBatch.class).or(type(LayerAddresses.class)));

  @ArchTest
  static final ArchRule KERNELS_ALONE_KNOW_THE_VECTOR_MODULE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.raf4j.kernel")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..");

  @ArchTest
  static final ArchRule KERNELS_USE_THE_VECTOR_MODULE =
      classes()
          .that()
          .haveSimpleNameStartingWith("Vector")
          .and(resideInAPackage("io.raf4j.kernel"))
          .and()
          .haveSimpleNameEndingWith("Loops")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_SPARK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");
}
