package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the shards of a clip, against the clip decoded again. */
class VideoSharderTest {

  private static final Configuration HADOOP = new Configuration();
  private static final int FRAMES = 18;

  @TempDir static java.nio.file.Path clips;
  @TempDir private java.nio.file.Path out;

  /** Longer than the frames of one task, so that two tasks decode it. */
  private static TinyClip clip;

  @BeforeAll
  static void writeClip() {
    clip = TinyClip.in(clips, FRAMES, 16, 20);
  }

  @Test
  void everyPixelLiesWhereThePermutationPutsIt() {
    ShardManifest plan = clip.plan(128, 3, 3);
    assertThat(plan.minibatches()).isEqualTo(45);
    requireEveryPixelInPlace(shard(plan));
  }

  @Test
  void lastMinibatchIsFilledFromTheFirstPixels() {
    ShardManifest written = shard(clip.plan(110, 4, 3));
    assertThat(written.pixels() % 110).isPositive();
    requireEveryPixelInPlace(written);
    List<byte[]> minibatches = read(written);
    int filled = (int) (written.pixels() % 110) * 3;
    byte[] last = minibatches.get(minibatches.size() - 1);
    byte[] first = minibatches.get(0);
    assertThat(Arrays.copyOfRange(last, filled, 330)).isEqualTo(Arrays.copyOf(first, 330 - filled));
  }

  @Test
  void batchLargerThanTheClipHoldsSomePixelsSeveralTimes() {
    ShardManifest written = shard(clip.plan(new FrameRange(3, 4), 500, 2, 3));
    assertThat(written.pixels()).isEqualTo(320);
    assertThat(written.minibatches()).isEqualTo(1);
    requireEveryPixelInPlace(written);
  }

  @Test
  void exchangedShardsAreRefused() throws IOException {
    ShardManifest written = shard(clip.plan(128, 3, 3));
    java.nio.file.Path first = out.resolve("shards/shard-00000");
    java.nio.file.Path second = out.resolve("shards/shard-00001");
    Files.move(first, out.resolve("aside"));
    Files.move(second, first);
    Files.move(out.resolve("aside"), second);
    assertThatThrownBy(() -> read(written))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("shard-00000 is not shard 0 of the clip", "cut the clip again");
  }

  @Test
  void shardOfAnotherCutIsRefused() throws IOException {
    ShardManifest written = shard(clip.plan(128, 3, 3));
    Files.move(out.resolve("shards"), out.resolve("kept"));
    shard(clip.plan(128, 3, 1));
    java.nio.file.Path foreign = out.resolve("kept/shard-00001");
    new RunFolder(new Path(out.toUri()), HADOOP).delete(new Path(foreign.toUri()));
    Files.move(out.resolve("shards/shard-00001"), foreign);
    new RunFolder(new Path(out.toUri()), HADOOP).delete(root());
    Files.move(out.resolve("kept"), out.resolve("shards"));
    assertThatThrownBy(() -> read(written))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("shard-00001 is not shard 1 of the clip");
  }

  @Test
  void shardsOfTheSameCutAreTheSameWhereverTheyWereCut() {
    assertThat(ShardSeal.of(clip.plan(128, 3, 3)))
        .isEqualTo(ShardSeal.of(shard(clip.plan(128, 3, 3))))
        .isNotEqualTo(ShardSeal.of(clip.plan(128, 2, 3)));
  }

  @Test
  void moreShardsThanMinibatchesLeaveFoldersOut() throws IOException {
    ShardManifest written = shard(clip.plan(2000, 11, 3));
    assertThat(written.minibatches()).isEqualTo(3);
    requireEveryPixelInPlace(written);
    assertThat(names()).filteredOn(name -> name.startsWith("shard-")).hasSize(3);
  }

  @Test
  void greyClipHasOneByteAPixel() {
    requireEveryPixelInPlace(shard(clip.plan(128, 2, 1)));
  }

  @Test
  void oneFrameOfTheMiddleIsAClipOfItsOwn() {
    ShardManifest written = shard(clip.plan(new FrameRange(9, 10), 64, 2, 3));
    requireEveryPixelInPlace(written);
    assertThat(written.structureTensor().subList(0, 3)).containsOnly(0d);
    assertThat(written.structureTensor().get(4)).isPositive();
  }

  @Test
  void rangeAcrossTasksCountsFramesFromItsStart() {
    requireEveryPixelInPlace(shard(clip.plan(new FrameRange(1, 18), 128, 2, 3)));
  }

  @Test
  void neitherShardsNorPartitionsChangeMinibatchesOrTensor() {
    ShardManifest one = shard(clip.plan(128, 1, 3));
    List<byte[]> minibatches = read(one);
    for (int shards : new int[] {2, 7, 40}) {
      ShardManifest several = shard(clip.plan(128, shards, 3));
      assertThat(read(several))
          .usingElementComparator(Arrays::compare)
          .containsExactlyElementsOf(minibatches);
      assertThat(several.structureTensor()).isEqualTo(one.structureTensor());
    }
  }

  @Test
  void structureTensorIsThatOfTheWholeClip() {
    ShardManifest written = shard(clip.plan(128, 2, 3));
    List<Frame> frames = TinyClip.decode(written);
    GradientSums whole = new GradientSums();
    whole.addFirst(frames.get(0), false);
    for (int i = 1; i < FRAMES; i++) {
      whole.add(frames.get(i - 1), frames.get(i), 1);
    }
    double[] expected = whole.structureTensor(FrameTimes.even(FRAMES, 1, 25), 16, 20);
    assertThat(written.structureTensor().stream().mapToDouble(x -> x).toArray())
        .containsExactly(expected);
  }

  @Test
  void shardingLeavesNoTemporaryFoldersAndReplacesAnEarlierTry() throws IOException {
    shard(clip.plan(64, 5, 3));
    ShardManifest written = shard(clip.plan(128, 2, 3));
    assertThat(names())
        .containsExactlyInAnyOrder(
            ".manifest.json.crc", "manifest.json", "shard-00000", "shard-00001");
    assertThat(ShardManifest.read(root(), HADOOP)).isEqualTo(written);
  }

  @Test
  void clipThatWasReplacedAfterPlanningFailsAndLeavesNoManifest() {
    TinyClip replaced = TinyClip.in(out, FRAMES, 16, 20);
    ShardManifest plan = replaced.plan(128, 2, 3);
    SampleClip.write(replaced.file(), new SampleClip.Options(FRAMES, 16, 20, 8));
    assertThatThrownBy(() -> shard(plan))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("is not what it was");
    assertThat(ShardManifest.exists(root(), HADOOP)).isFalse();
    assertThatThrownBy(() -> ShardManifest.read(root(), HADOOP))
        .isInstanceOf(SettingsException.class);
  }

  /** Neither its entries nor its length are known before it is decoded; GOPs cross the tasks. */
  @Test
  void unevenFilmOfAnyContainerIsCutInOnePass() {
    java.nio.file.Path film =
        FfmpegTool.make(
            out.resolve("uneven.webm"),
            "-f lavfi -i testsrc2=s=20x16:r=50:d=2 -vf select='not(mod(n,3))+lt(n,20)'"
                + " -vsync vfr -c:v libvpx -g 30");
    VideoIndex index = VideoIndex.scan(film, OrientationRule.SHOWN, false, seen -> {});
    assertThat(index.times().isEven()).isFalse();
    TinyClip uneven = new TinyClip(film, index.frames(), 16, 20);
    ShardManifest written = shard(uneven.plan(128, 2, 3));
    requireEveryPixelInPlace(written);
    assertThat(written.grid()).isNotEqualTo(CoordinateGrid.of(1, index.frames(), 16, 20));
  }

  private static void requireEveryPixelInPlace(ShardManifest manifest, List<byte[]> minibatches) {
    List<Frame> frames = TinyClip.decode(manifest);
    KeyedPermutation positions = manifest.positions();
    int channels = manifest.channels();
    int pixelsOfAFrame = manifest.height() * manifest.width();
    int[] seen = new int[(int) manifest.pixels()];
    for (int pixel = 0; pixel < manifest.pixels(); pixel++) {
      byte[] original = frames.get(pixel / pixelsOfAFrame).pixels();
      long slots = (long) manifest.minibatches() * manifest.batch();
      for (long slot = positions.apply(pixel); slot < slots; slot += manifest.pixels()) {
        byte[] minibatch = minibatches.get((int) (slot / manifest.batch()));
        for (int channel = 0; channel < channels; channel++) {
          assertThat(minibatch[(int) (slot % manifest.batch()) * channels + channel])
              .as("pixel %d, slot %d, channel %d", pixel, slot, channel)
              .isEqualTo(original[pixel % pixelsOfAFrame * channels + channel]);
        }
        seen[pixel]++;
      }
    }
    assertThat(seen).doesNotContain(0);
    assertThat(Arrays.stream(seen).sum()).isEqualTo(manifest.minibatches() * manifest.batch());
  }

  private void requireEveryPixelInPlace(ShardManifest manifest) {
    requireEveryPixelInPlace(manifest, read(manifest));
  }

  private List<byte[]> read(ShardManifest manifest) {
    List<byte[]> minibatches = new ArrayList<>();
    try (ShardReader reader = new ShardReader(manifest, ShardSeal.of(manifest), root(), HADOOP)) {
      for (int m = 0; m < manifest.minibatches(); m++) {
        minibatches.add(reader.colours(m));
        assertThat(minibatches.get(m)).hasSize(manifest.batch() * manifest.channels());
      }
    }
    return minibatches;
  }

  private ShardManifest shard(ShardManifest plan) {
    return VideoSharder.shard(LocalSpark.context(), new Path(plan.source()), plan, root());
  }

  private Path root() {
    return new Path(out.toUri().toString(), "shards");
  }

  private List<String> names() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(out.resolve("shards"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
