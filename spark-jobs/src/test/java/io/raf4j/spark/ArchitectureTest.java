package io.raf4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The arrows between the packages of the jobs: each knows those below it alone. */
@AnalyzeClasses(packages = "io.raf4j.spark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.raf4j.spark.(**)").should().beFreeOfCycles();

  /** The packages from the bottom up: none may know one that stands after it. */
  private static final List<String> FROM_THE_BOTTOM =
      List.of(
          "conf",
          "files",
          "rows",
          "page",
          "training",
          "record",
          "session",
          "run",
          "collocation",
          "signal",
          "video",
          "equation",
          "ntk",
          "solution",
          "schedule",
          "plan",
          "compare",
          "document",
          "cli");

  private static final List<String> KINDS_OF_WORK = List.of("signal", "video", "equation", "ntk");

  /** These know kinds of work by their interface alone. */
  private static final List<String> OF_ANY_KIND =
      List.of("run", "schedule", "plan", "compare", "document");

  @ArchTest
  static void arrowsPointDown(JavaClasses classes) {
    for (int i = 0; i < FROM_THE_BOTTOM.size(); i++) {
      forbid(
          classes, FROM_THE_BOTTOM.get(i), FROM_THE_BOTTOM.subList(i + 1, FROM_THE_BOTTOM.size()));
    }
  }

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses classes) {
    assertThat(classes)
        .extracting(type -> type.getPackageName().replaceFirst("io\\.raf4j\\.spark\\.?", ""))
        .isSubsetOf(FROM_THE_BOTTOM);
  }

  @ArchTest
  static void noKindOfWorkKnowsAnother(JavaClasses classes) {
    for (String kind : KINDS_OF_WORK) {
      forbid(classes, kind, KINDS_OF_WORK.stream().filter(other -> !other.equals(kind)).toList());
    }
    OF_ANY_KIND.forEach(user -> forbid(classes, user, KINDS_OF_WORK));
  }

  private static void forbid(JavaClasses classes, String user, List<String> used) {
    if (!used.isEmpty()) {
      noClasses()
          .that()
          .resideInAPackage(folder(user))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(used.stream().map(ArchitectureTest::folder).toArray(String[]::new))
          .check(classes);
    }
  }

  private static String folder(String name) {
    return "io.raf4j.spark." + name + "..";
  }

  /** A page is text, whoever writes it. */
  @ArchTest
  static final ArchRule PAGES_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("io.raf4j.spark.page..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");

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
