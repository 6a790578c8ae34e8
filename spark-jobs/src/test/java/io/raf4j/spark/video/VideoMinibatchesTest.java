package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.video.Frame;
import io.raf4j.spark.LocalSpark;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What training sees of the shards. */
class VideoMinibatchesTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir static Path folder;

  private static ShardManifest manifest;
  private static String root;

  @BeforeAll
  static void shard() {
    ShardManifest plan = TinyClip.in(folder, 4, 16, 20).plan(64, 3, 3);
    root = folder.resolve("shards").toUri().toString();
    org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(plan.source());
    manifest =
        VideoSharder.shard(LocalSpark.context(), source, plan, new org.apache.hadoop.fs.Path(root));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void workersCoverEachEpochOnceTogether(int workers) {
    VideoMinibatches source = source(workers, DataType.FLOAT);
    int count = manifest.minibatches();
    assertThat(count).isEqualTo(20);
    List<Integer> order = new ArrayList<>();
    // Enough steps for five epochs whatever the number of workers.
    for (int place = 0; place < 5 * count; place++) {
      order.add(source.minibatchAt(place));
    }
    for (int epoch = 0; epoch < 5; epoch++) {
      assertThat(order.subList(epoch * count, (epoch + 1) * count))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count).boxed().toList());
    }
    assertThat(order.subList(0, count)).isNotEqualTo(order.subList(count, 2 * count));
  }

  @Test
  void workersTakeTheirStepsInTurns() {
    VideoMinibatches source = source(2, DataType.FLOAT);
    for (int worker = 0; worker < 2; worker++) {
      Iterator<DataSet> steps = source.minibatches(worker, 3, 4);
      for (int step = 3; step < 7; step++) {
        DataSet expected = minibatch(source.minibatchAt(2L * step + worker));
        assertThat(steps.next()).isEqualTo(expected);
      }
      assertThat(steps.hasNext()).isFalse();
      assertThatThrownBy(steps::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void featuresAreTheCoordinatesOfThePixelsAndLabelsTheirColours() {
    List<Frame> frames = TinyClip.decode(manifest);
    DataSet set = source(1, DataType.FLOAT).sample();
    INDArray x = set.getFeatures();
    assertThat(x.shape()).containsExactly(64, 3);
    assertThat(set.getLabels().shape()).containsExactly(64, 3);
    for (int slot = 0; slot < 64; slot++) {
      int t = Math.round((x.getFloat(slot, 0) + 1) / 2 * 3);
      int row = Math.round((x.getFloat(slot, 1) + 1) / 2 * 15);
      int column = Math.round((x.getFloat(slot, 2) + 1) / 2 * 19);
      assertThat(x.getFloat(slot, 0)).isEqualTo((float) (2 * t / 3d - 1));
      for (int channel = 0; channel < 3; channel++) {
        int colour = frames.get(t).pixels()[(row * 20 + column) * 3 + channel] & 0xff;
        assertThat(set.getLabels().getFloat(slot, channel)).isEqualTo(colour / 127.5f - 1);
      }
    }
  }

  @Test
  void doublePrecisionHasTheSameNumbers() {
    DataSet wide = source(1, DataType.DOUBLE).sample();
    DataSet narrow = source(1, DataType.FLOAT).sample();
    assertThat(wide.getFeatures().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(wide.getLabels().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(wide.getLabels().castTo(DataType.FLOAT)).isEqualTo(narrow.getLabels());
  }

  @Test
  void everySeedHasItsOwnOrder() {
    List<List<Integer>> orders = new ArrayList<>();
    for (long seed = 0; seed < 3; seed++) {
      VideoMinibatches source =
          new VideoMinibatches(manifest, root, HADOOP, 1, seed, DataType.FLOAT);
      orders.add(IntStream.range(0, 20).mapToObj(source::minibatchAt).toList());
    }
    assertThat(orders).doesNotHaveDuplicates();
  }

  @Test
  void missingShardIsNamed() {
    VideoMinibatches elsewhere =
        new VideoMinibatches(manifest, root + "-gone", HADOOP, 1, 1, DataType.FLOAT);
    assertThatThrownBy(elsewhere::sample)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read shard 0 of");
  }

  private static VideoMinibatches source(int workers, DataType type) {
    return new VideoMinibatches(manifest, root, HADOOP, workers, 9, type);
  }

  /** Finds a minibatch by number through a source that starts there. */
  private static DataSet minibatch(int number) {
    VideoMinibatches source = source(1, DataType.FLOAT);
    int place =
        IntStream.range(0, 20)
            .filter(i -> source.minibatchAt(i) == number)
            .findFirst()
            .orElseThrow();
    return source.minibatches(0, place, 1).next();
  }
}
