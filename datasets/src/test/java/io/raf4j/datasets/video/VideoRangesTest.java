package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.video.VideoIndex.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Checks how clips are cut into ranges for tasks. */
class VideoRangesTest {

  private static VideoIndex index(int frames, List<Integer> entries) {
    return new VideoIndex(
        64,
        96,
        Orientation.UPRIGHT,
        1,
        1,
        "h264",
        "yuv420p",
        FrameTimes.even(frames, 1, 25),
        LongStream.range(0, frames).boxed().toList(),
        Collections.nCopies(frames, 0),
        entries.stream().map(frame -> new Entry(frame, frame)).toList(),
        List.of(),
        List.of());
  }

  private static List<Integer> randomEntries(Random random, int frames) {
    List<Integer> entries = new ArrayList<>();
    int mostApart = 1 + random.nextInt(200);
    for (int at = 1 + random.nextInt(mostApart); at < frames; at += 1 + random.nextInt(mostApart)) {
      entries.add(at);
    }
    return random.nextInt(4) == 0 ? List.of() : entries;
  }

  private static int vain(VideoIndex index, FrameRange range) {
    return range.from() - index.entryFor(range.from()).frame();
  }

  @Test
  void rangesCoverTheirPartAndDecodeLittleInVain() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int frames = 1 + random.nextInt(2000);
      VideoIndex index = index(frames, randomEntries(random, frames));
      int from = random.nextInt(frames);
      FrameRange part = new FrameRange(from, from + 1 + random.nextInt(frames - from));
      int least = 1 + random.nextInt(40);
      double lead = random.nextInt(5) == 0 ? 0 : 2 * random.nextDouble();
      List<FrameRange> ranges = index.ranges(part, least, lead);
      int next = part.from();
      int decoded = 0;
      for (FrameRange range : ranges) {
        assertThat(range.from()).as("seed %d", seed).isEqualTo(next);
        next = range.to();
        int length = range.to() - range.from();
        decoded += length + vain(index, range);
        if (next < part.to()) {
          assertThat(length).as("seed %d", seed).isGreaterThanOrEqualTo(least);
        }
        if (range.from() > part.from()) {
          assertThat(vain(index, range) / (double) length)
              .as("seed %d, %s", seed, range)
              .isLessThanOrEqualTo(lead);
        }
      }
      assertThat(next).as("seed %d", seed).isEqualTo(part.to());
      assertThat(decoded - vain(index, ranges.get(0)))
          .as("seed %d", seed)
          .isLessThanOrEqualTo((int) ((1 + lead) * (part.to() - part.from())));
    }
  }

  @Test
  void cutsAreMadeAtEntriesOrSoonAfterThem() {
    assertThat(index(100, List.of(20, 45, 60, 90)).ranges(FrameRange.ALL, 16, 0.5))
        .containsExactly(
            new FrameRange(0, 20),
            new FrameRange(20, 45),
            new FrameRange(45, 61),
            new FrameRange(61, 90),
            new FrameRange(90, 100));
  }

  @Test
  void rangesOfAClipWithoutEntriesGrow() {
    assertThat(index(128, List.of()).ranges(FrameRange.ALL, 16, 1))
        .containsExactly(
            new FrameRange(0, 16),
            new FrameRange(16, 32),
            new FrameRange(32, 64),
            new FrameRange(64, 128));
  }

  @Test
  void nothingIsCutWhereNothingMayBeDecodedInVain() {
    assertThat(index(128, List.of()).ranges(FrameRange.ALL, 16, 0)).hasSize(1);
  }

  @Test
  void badArgumentsAreNamed() {
    VideoIndex index = index(10, List.of());
    assertThatThrownBy(() -> index.ranges(FrameRange.ALL, 0, 1))
        .hasMessage("least is 0; expected 1 or more");
    assertThatThrownBy(() -> index.ranges(FrameRange.ALL, 1, Double.NaN))
        .hasMessage("lead is NaN; expected 0 or more");
    assertThatThrownBy(() -> index.ranges(new FrameRange(3, 11), 1, 1))
        .hasMessage("frame range is 3:11; expected a range within 0:10");
  }
}
