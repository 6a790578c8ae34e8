package io.raf4j.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of work leaves the same wherever it runs, and when something goes wrong: the faults
 * that show most, once each. {@code raf selftest} has all of them, many times.
 */
class FaultsIT {

  private static final int SEED = 5;

  @TempDir private static Path folder;

  private static TestBed bed;

  @BeforeAll
  static void makeTestBed() {
    bed = new TestBed(folder);
  }

  @AfterAll
  static void endClusters() {
    bed.close();
  }

  @Test
  void jobLeavesTheSameEverywhere() {
    requireSame("pde", Place.values());
  }

  /** In the places that share the least: neither the process nor the file system. */
  @Test
  void jobOnAClipLeavesTheSameOnAClusterWithHdfs() {
    requireSame("video", Place.LOCAL_FILE, Place.STANDALONE_HDFS);
  }

  private static void requireSame(String name, Place... places) {
    List<Remains> remains =
        Arrays.stream(places)
            .map(place -> bed.undisturbed(bed.job(name), place).remains())
            .toList();

    assertThat(remains.get(0).parameters()).matches("[0-9a-f]{64}");
    assertThat(remains.get(0).status()).isEqualTo("done");
    assertThat(remains.get(0).rounds()).hasSize(SmallJob.STEPS / SmallJob.STEPS_A_ROUND);
    assertThat(remains).containsOnly(remains.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver-killed", "terminated", "two-owners"})
  void nothingIsLostAndNothingWrong(String name) throws InterruptedException {
    Fault fault =
        Faults.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();

    Outcome outcome = fault.strike(bed, new Random(SEED));

    assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
  }
}
