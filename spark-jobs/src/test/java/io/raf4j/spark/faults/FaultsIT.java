package io.raf4j.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.Claim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
  private static final int RACES = 30;

  @TempDir private static java.nio.file.Path folder;

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

  /** The second comes while the first still writes its claim, at times, which HDFS tells apart. */
  @Test
  void ofTwoWhoClaimAFolderOfHdfsAtOnceOneHasIt() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      for (int race = 0; race < RACES; race++) {
        Path output = new Path(bed.hdfs().address("/race-" + race));
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Claim>> claims =
            List.of(
                both.submit(() -> claim(output, "one", start)),
                both.submit(() -> claim(output, "other", start)));
        List<Claim> taken = new ArrayList<>();
        List<Throwable> refused = new ArrayList<>();
        for (Future<Claim> claim : claims) {
          try {
            taken.add(claim.get());
          } catch (ExecutionException e) {
            refused.add(e.getCause());
          }
        }
        assertThat(refused).singleElement().isInstanceOf(SettingsException.class);
        // Not before both have come: what was given back may be taken.
        taken.forEach(Claim::close);
      }
    } finally {
      both.shutdownNow();
    }
  }

  /** As a process of its own does: with a client of HDFS that nobody else has. */
  private static Claim claim(Path output, String runId, CyclicBarrier start) throws Exception {
    Configuration hadoop = bed.hdfs().hadoop();
    hadoop.setBoolean("fs.hdfs.impl.disable.cache", true);
    output.getFileSystem(hadoop).exists(output);
    start.await();
    return Claim.take(output, runId, "--output", hadoop, note -> {});
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
