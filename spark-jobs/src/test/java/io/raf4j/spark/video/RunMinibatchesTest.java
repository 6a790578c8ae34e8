package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.video.Frame;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.OtherFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What training sees of shards that hold frames, against the clip decoded again. */
class RunMinibatchesTest {

  private static final Configuration HADOOP = OtherFileSystem.register(new Configuration());
  private static final int FRAMES = 40;
  private static final int HEIGHT = 16;
  private static final int WIDTH = 40;
  private static final int BATCH = 64;

  @TempDir static Path folder;

  private static TinyClip clip;
  private static ShardManifest manifest;

  @BeforeAll
  static void shard() {
    clip = TinyClip.in(folder, FRAMES, HEIGHT, WIDTH);
    manifest = shard(clip.plan(BATCH, 3, 3), "shards");
  }

  private static ShardManifest shard(ShardManifest plan, String name) {
    return VideoSharder.shard(
        LocalSpark.context(),
        new org.apache.hadoop.fs.Path(plan.source()),
        plan.as(ShardLayout.FRAMES),
        new org.apache.hadoop.fs.Path(root(name)));
  }

  private static String root(String name) {
    return folder.resolve(name).toUri().toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000, 1 << 30})
  void everyFrameIsThatOfTheClipHoweverFilesAreMapped(int mostMapped) {
    assertThat(manifest.files()).isGreaterThan(1);
    requireFrames(
        MappedClip.open(
            manifest,
            ShardSeal.of(manifest),
            new org.apache.hadoop.fs.Path(root("shards")),
            HADOOP,
            mostMapped));
  }

  private static void requireFrames(MappedClip mapped) {
    List<Frame> frames = TinyClip.decode(manifest);
    byte[] found = new byte[HEIGHT * WIDTH * 3];
    for (int frame = 0; frame < FRAMES; frame++) {
      mapped.copy(frame, 0, found.length, found);
      assertThat(found).as("frame %d", frame).isEqualTo(frames.get(frame).pixels());
    }
    byte[] part = new byte[6];
    mapped.copy(FRAMES - 1, 9, 6, part);
    assertThat(part).isEqualTo(Arrays.copyOfRange(frames.get(FRAMES - 1).pixels(), 9, 15));
  }

  @Test
  void layoutsHaveTheSameIndexAndStructureTensor() {
    ShardManifest other =
        VideoSharder.shard(
            LocalSpark.context(),
            new org.apache.hadoop.fs.Path(manifest.source()),
            clip.plan(BATCH, 3, 3),
            new org.apache.hadoop.fs.Path(root("minibatches")));
    assertThat(manifest.structureTensor()).hasSize(9).isEqualTo(other.structureTensor());
    assertThat(manifest).isEqualTo(other.as(ShardLayout.FRAMES));
  }

  @Test
  void shardingLeavesNothingButShardsAndReplacesThoseOfTheOtherLayout() throws IOException {
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(root("again"));
    org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(manifest.source());
    VideoSharder.shard(LocalSpark.context(), source, clip.plan(BATCH, 9, 3), root);
    ShardManifest again = shard(clip.plan(BATCH, 1, 3), "again");
    assertThat(names("again"))
        .containsExactlyInAnyOrder(
            "manifest.json", ".manifest.json.crc", "shard-00000", ".shard-00000.crc");
    assertThat(ShardManifest.read(root, HADOOP)).isEqualTo(again);
    assertThat(Files.size(folder.resolve("again/shard-00000")))
        .isGreaterThan(manifest.pixels() * 3);
  }

  /** Pixels 24 to 31 of a row of 40 are in its second and in its third run. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyEpochHasEveryPixel(int workers) {
    RunMinibatches source = source(manifest, "shards", workers, DataType.FLOAT);
    assertThat(source.runs()).isEqualTo(FRAMES * HEIGHT * 3);
    int minibatches = (int) source.runs() * 16 / BATCH;
    List<Frame> frames = TinyClip.decode(manifest);
    List<byte[]> orders = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      byte[] order = new byte[minibatches];
      int[] seen = new int[FRAMES * HEIGHT * WIDTH];
      for (int i = 0; i < minibatches; i++) {
        int place = epoch * minibatches + i;
        DataSet set = source.minibatches(place % workers, place / workers, 1).next();
        requirePixels(set, manifest, frames, seen);
        order[i] = (byte) Math.round(100 * set.getFeatures().getFloat(0, 0));
      }
      for (int pixel = 0; pixel < seen.length; pixel++) {
        int column = pixel % WIDTH;
        assertThat(seen[pixel]).isEqualTo(column >= 24 && column < 32 ? 2 : 1);
      }
      orders.add(order);
    }
    assertThat(orders.get(0)).isNotEqualTo(orders.get(1));
  }

  /** Compares labels with the clip at the features, which have to be runs, and counts pixels. */
  private static void requirePixels(DataSet set, ShardManifest of, List<Frame> frames, int[] seen) {
    CoordinateGrid grid = of.grid();
    INDArray x = set.getFeatures();
    INDArray y = set.getLabels();
    assertThat(x.shape()).containsExactly(y.size(0), 3);
    assertThat(y.size(1)).isEqualTo(of.channels());
    int length = Math.min(16, Integer.highestOneBit(of.width()));
    for (int i = 0; i < x.size(0); i++) {
      int t = sample(x.getFloat(i, 0), of.frames());
      int row = sample(x.getFloat(i, 1), of.height());
      int column = sample(x.getFloat(i, 2), of.width());
      assertThat(x.getFloat(i, 0)).isEqualTo(grid.coordinate(0, t));
      assertThat(x.getFloat(i, 1)).isEqualTo(grid.coordinate(1, row));
      assertThat(x.getFloat(i, 2)).isEqualTo(grid.coordinate(2, column));
      if (i % length > 0) {
        assertThat(x.getFloat(i, 0)).isEqualTo(x.getFloat(i - 1, 0));
        assertThat(x.getFloat(i, 1)).isEqualTo(x.getFloat(i - 1, 1));
        assertThat(sample(x.getFloat(i - 1, 2), of.width())).isEqualTo(column - 1);
      }
      int pixel = row * of.width() + column;
      for (int channel = 0; channel < of.channels(); channel++) {
        int colour = frames.get(t).pixels()[pixel * of.channels() + channel] & 0xff;
        assertThat(y.getFloat(i, channel)).isEqualTo(colour / 127.5f - 1);
      }
      seen[t * of.height() * of.width() + pixel]++;
    }
  }

  private static int sample(float coordinate, int extent) {
    return Math.round((coordinate + 1) / 2 * (extent - 1));
  }

  @Test
  void greyFramesNarrowerThanARunAreTakenInRunsThatFit() {
    ShardManifest narrow =
        shard(halved(TinyClip.in(folder, 3, 16, 24).plan(BATCH, 1, 1)), "narrow");
    RunMinibatches source = source(narrow, "narrow", 1, DataType.FLOAT);
    assertThat(source.runs()).isEqualTo(3 * 8 * 2);
    List<Frame> frames = TinyClip.decode(narrow);
    int[] seen = new int[3 * 8 * 12];
    source
        .minibatches(0, 0, 3 * 8 * 2 * 8 / BATCH)
        .forEachRemaining(set -> requirePixels(set, narrow, frames, seen));
    for (int pixel = 0; pixel < seen.length; pixel++) {
      int column = pixel % 12;
      assertThat(seen[pixel]).isEqualTo(column >= 4 && column < 8 ? 2 : 1);
    }
    assertThat(source.sample().numExamples()).isEqualTo(3 * 8 * 2 * 8);
  }

  private static ShardManifest halved(ShardManifest plan) {
    return new ShardManifest(
        plan.source(),
        plan.sourceSha256(),
        plan.sourceBytes(),
        plan.index(),
        plan.firstFrame(),
        plan.frames(),
        plan.height() / 2,
        plan.width() / 2,
        plan.channels(),
        0.5,
        plan.batch(),
        plan.shards(),
        plan.seed(),
        plan.structureTensor(),
        plan.layout());
  }

  @Test
  void shardsAndWorkersChangeNoMinibatch() {
    RunMinibatches three = source(manifest, "shards", 1, DataType.FLOAT);
    shard(clip.plan(BATCH, 1, 3), "one");
    RunMinibatches one =
        source(clip.plan(BATCH, 1, 3).as(ShardLayout.FRAMES), "one", 1, DataType.FLOAT);
    RunMinibatches shared = source(manifest, "shards", 2, DataType.FLOAT);
    Iterator<DataSet> expected = three.minibatches(0, 0, 8);
    Iterator<DataSet> found = one.minibatches(0, 0, 8);
    List<Iterator<DataSet>> turns =
        List.of(shared.minibatches(0, 0, 4), shared.minibatches(1, 0, 4));
    for (int step = 0; step < 8; step++) {
      DataSet set = expected.next();
      assertThat(found.next()).isEqualTo(set);
      assertThat(turns.get(step % 2).next()).isEqualTo(set);
    }
    assertThat(found.hasNext()).isFalse();
    assertThatThrownBy(found::next).isInstanceOf(NoSuchElementException.class);
    assertThat(one.sample()).isEqualTo(three.sample());
  }

  @Test
  void everySeedHasItsOwnOrderAndTheSameSample() {
    List<DataSet> first = new ArrayList<>();
    List<DataSet> samples = new ArrayList<>();
    for (long seed = 1; seed < 4; seed++) {
      RunMinibatches source =
          new RunMinibatches(
              manifest,
              root("shards"),
              HADOOP,
              new ClipMinibatches.Taking(1, BATCH, seed, DataType.FLOAT));
      first.add(source.minibatches(0, 0, 1).next());
      samples.add(source.sample());
    }
    assertThat(first).doesNotHaveDuplicates();
    assertThat(samples).containsOnly(samples.get(0));
  }

  @Test
  void sampleHas256RunsFromAllOverTheClip() {
    DataSet sample = source(manifest, "shards", 1, DataType.FLOAT).sample();
    assertThat(sample.numExamples()).isEqualTo(ClipMinibatches.SAMPLE);
    int[] seen = new int[FRAMES * HEIGHT * WIDTH];
    requirePixels(sample, manifest, TinyClip.decode(manifest), seen);
    for (int frame = 0; frame < FRAMES; frame++) {
      int of = 0;
      for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
        of += seen[frame * HEIGHT * WIDTH + pixel];
      }
      assertThat(of).as("pixels of frame %d", frame).isBetween(1, 16 * 20);
    }
  }

  @Test
  void doublePrecisionHasTheSameNumbers() {
    DataSet wide = source(manifest, "shards", 1, DataType.DOUBLE).sample();
    DataSet narrow = source(manifest, "shards", 1, DataType.FLOAT).sample();
    assertThat(wide.getFeatures().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(wide.getFeatures().castTo(DataType.FLOAT)).isEqualTo(narrow.getFeatures());
    assertThat(wide.getLabels().castTo(DataType.FLOAT)).isEqualTo(narrow.getLabels());
  }

  @Test
  void shardsOfAnotherFileSystemAreReadFromCopiesThatLeaveNothing() throws IOException {
    List<Path> before = copies();
    String other = OtherFileSystem.path(folder.resolve("shards")).toString();
    RunMinibatches source =
        new RunMinibatches(
            manifest, other, HADOOP, new ClipMinibatches.Taking(1, BATCH, 9, DataType.FLOAT));
    RunMinibatches local = source(manifest, "shards", 1, DataType.FLOAT);
    assertThat(source.minibatches(0, 5, 1).next()).isEqualTo(local.minibatches(0, 5, 1).next());
    assertThat(copies()).isEqualTo(before);
  }

  private static List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("raf4j-shard")).toList();
    }
  }

  @Test
  void clipIsMappedOnceAndFewAreKept() {
    DataSet set = source(manifest, "shards", 1, DataType.FLOAT).sample();
    ShardSeal seal = ShardSeal.of(manifest);
    MappedClip mapped = MappedClips.of(manifest, seal, root("shards"), HADOOP);
    assertThat(MappedClips.of(manifest, seal, root("shards"), HADOOP)).isSameAs(mapped);
    MappedClips.drop(root("shards"));
    assertThat(MappedClips.of(manifest, seal, root("shards"), HADOOP)).isNotSameAs(mapped);
    for (int i = 0; i < 4; i++) {
      shard(clip.plan(BATCH, 1 + i, 3), "kept" + i);
      RunMinibatches other =
          source(clip.plan(BATCH, 1 + i, 3).as(ShardLayout.FRAMES), "kept" + i, 1, DataType.FLOAT);
      assertThat(other.sample()).isEqualTo(set);
    }
    assertThat(MappedClips.has(root("kept1"))).isFalse();
    assertThat(MappedClips.has(root("kept2"))).isTrue();
    assertThat(MappedClips.has(root("kept3"))).isTrue();
  }

  @Test
  void changedByteIsFound() throws IOException {
    Path file = damaged("changed", 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[777]++;
    Files.write(file, bytes);
    requireRefused(
        "changed", "shard-00001 is damaged: its checksum is wrong", "cut the clip again");
  }

  @Test
  void missingEndIsFound() throws IOException {
    Path file = damaged("short", 0);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    requireRefused("short", "shard-00000 is damaged: it has ", " bytes instead of " + bytes.length);
  }

  @Test
  void shardOfAnotherCutIsRefused() throws IOException {
    Path file = damaged("foreign", 0);
    ShardManifest grey = clip.plan(BATCH * 2, 3, 3);
    shard(grey, "another");
    Files.copy(folder.resolve("another/shard-00000"), file, StandardCopyOption.REPLACE_EXISTING);
    requireRefused("foreign", "shard-00000 is not shard 0 of the clip");
  }

  @Test
  void missingShardIsNamed() throws IOException {
    Files.delete(damaged("gone", 1));
    assertThatThrownBy(() -> source(manifest, "gone", 1, DataType.FLOAT).sample())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read shard 1 of")
        .hasStackTraceContaining("shard-00001; executors on other machines need the shard on a");
  }

  private static Path damaged(String name, int shard) throws IOException {
    shard(clip.plan(BATCH, 3, 3), name);
    return folder.resolve(name).resolve("shard-0000" + shard);
  }

  private static void requireRefused(String name, String... words) {
    assertThatThrownBy(() -> source(manifest, name, 1, DataType.FLOAT).sample())
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(words);
  }

  private static RunMinibatches source(ShardManifest of, String name, int workers, DataType type) {
    return new RunMinibatches(
        of, root(name), HADOOP, new ClipMinibatches.Taking(workers, BATCH, 9, type));
  }

  private static List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
