package io.raf4j.spark.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.datasets.media.OrientationRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** Minibatches of a picture whose every pixel has a value of its own. */
class SignalMinibatchesTest {

  private static final int HEIGHT = 4;
  private static final int WIDTH = 6;
  private static final int PIXELS = HEIGHT * WIDTH;

  @TempDir static Path folder;

  private static SignalFile file;

  @BeforeAll
  static void makePicture() {
    float[] values = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      values[i] = i / (float) PIXELS;
    }
    Path picture = folder.resolve("picture.png");
    ImageWriter.write(picture, new Image(HEIGHT, WIDTH, 1, 16, values));
    file =
        new SignalFile(
            "image",
            picture.toUri().toString(),
            "0",
            0,
            List.of(HEIGHT, WIDTH),
            1,
            1,
            16,
            false,
            OrientationRule.SHOWN,
            false,
            0,
            0,
            0,
            1,
            List.of(1d, 0d, 0d, 1d),
            List.of());
  }

  private static SignalMinibatches minibatches(int workers, int batch, long seed) {
    return minibatches(workers, batch, seed, false);
  }

  private static SignalMinibatches minibatches(
      int workers, int batch, long seed, boolean isInRuns) {
    return new SignalMinibatches(
        new ImageKind(), file, new Configuration(), workers, batch, seed, DataType.FLOAT, isInRuns);
  }

  @Test
  void behindAnEncodingMinibatchesAreRunsOfNeighbours() {
    int length = Math.min(16, Integer.highestOneBit(WIDTH));
    List<Integer> pixels = pixels(minibatches(1, 2 * length, 3, true).minibatches(0, 0, 1).next());
    for (int i = 0; i < pixels.size(); i++) {
      if (i % length != 0) {
        assertThat(pixels.get(i)).isEqualTo(pixels.get(i - 1) + 1);
      }
    }
  }

  /** The pixels of a minibatch by their values, each at the coordinates that belong to it. */
  private static List<Integer> pixels(DataSet minibatch) {
    List<Integer> pixels = new ArrayList<>();
    for (int row = 0; row < minibatch.numExamples(); row++) {
      int pixel = Math.round((minibatch.getLabels().getFloat(row, 0) + 1) / 2 * PIXELS);
      float y = 2f * (pixel / WIDTH) / (HEIGHT - 1) - 1;
      float x = 2f * (pixel % WIDTH) / (WIDTH - 1) - 1;
      assertThat(minibatch.getFeatures().getFloat(row, 0)).isCloseTo(y, within(1e-6f));
      assertThat(minibatch.getFeatures().getFloat(row, 1)).isCloseTo(x, within(1e-6f));
      pixels.add(pixel);
    }
    return pixels;
  }

  private static List<Integer> all(Iterator<DataSet> minibatches) {
    List<Integer> pixels = new ArrayList<>();
    minibatches.forEachRemaining(minibatch -> pixels.addAll(pixels(minibatch)));
    return pixels;
  }

  @Test
  void oneWorkerWithAllSamplesTakesThemInOrderAtEveryStep() {
    Iterator<DataSet> steps = minibatches(1, PIXELS, 1).minibatches(0, 5, 2);
    for (int step = 0; step < 2; step++) {
      assertThat(pixels(steps.next())).isSorted().hasSize(PIXELS).doesNotHaveDuplicates();
    }
    assertThat(steps.hasNext()).isFalse();
  }

  @Test
  void workersShareAnEpochThatHasEverySampleOnce() {
    SignalMinibatches source = minibatches(2, 3, 1);
    List<Integer> epoch = all(source.minibatches(0, 0, 4));
    epoch.addAll(all(source.minibatches(1, 0, 4)));
    assertThat(epoch).hasSize(PIXELS).doesNotHaveDuplicates();
    List<Integer> next = all(source.minibatches(0, 4, 4));
    next.addAll(all(source.minibatches(1, 4, 4)));
    assertThat(next).hasSize(PIXELS).doesNotHaveDuplicates().isNotEqualTo(epoch);
  }

  @Test
  void minibatchesDependOnSeedStepAndWorkerAlone() {
    assertThat(all(minibatches(2, 5, 1).minibatches(1, 3, 2)))
        .isEqualTo(all(minibatches(2, 5, 1).minibatches(1, 3, 2)))
        .isNotEqualTo(all(minibatches(2, 5, 2).minibatches(1, 3, 2)));
    List<Integer> whole = all(minibatches(2, 5, 1).minibatches(1, 0, 5));
    assertThat(all(minibatches(2, 5, 1).minibatches(1, 3, 2))).isEqualTo(whole.subList(15, 25));
  }
}
