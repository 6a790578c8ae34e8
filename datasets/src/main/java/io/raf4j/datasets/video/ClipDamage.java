package io.raf4j.datasets.video;

import io.raf4j.datasets.ffmpeg.StatedLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is wrong with a clip, collected while it is decoded, in words. */
final class ClipDamage {

  private static final int MOST_NAMED = 10;

  private final List<Integer> flagged = new ArrayList<>();
  private final List<Long> undecodable = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Notes a frame that FFmpeg calls damaged. */
  void flag(int frame) {
    flagged.add(frame);
  }

  /** Notes a packet that cannot be decoded, by its time or else the time of what precedes it. */
  void undecodable(long time) {
    undecodable.add(time);
  }

  /** Notes that the file cannot be read to its end. */
  void endsEarly(String why) {
    faults.add("it cannot be read behind its last frame (" + why + ")");
  }

  /**
   * Holds a clip against what its file states.
   *
   * @param packets as many as were read
   * @param frames as many as were decoded
   * @param end seconds at which the last frame ends
   * @param longest seconds for which any frame is shown
   */
  void compare(StatedLength stated, long packets, int frames, double end, double longest) {
    if (stated.packets() > packets) {
      faults.add("the header promises " + stated.packets() + " frames, " + frames + " are there");
    } else if (end < stated.seconds() - Math.max(0.5, 3 * longest)) {
      faults.add(
          String.format(
              Locale.ROOT,
              "the header promises %.3f s, it ends after %.3f s with frame %d",
              stated.seconds(),
              end,
              frames - 1));
    }
  }

  /** Returns the frames that FFmpeg calls damaged. */
  List<Integer> frames() {
    return flagged;
  }

  /** Returns everything in sentences, given the stamps of the frames; none for a sound clip. */
  List<String> sentences(List<Long> stamps) {
    List<String> sentences = new ArrayList<>();
    if (!flagged.isEmpty()) {
      sentences.add(count(flagged, stamps.size(), "damaged"));
    }
    if (!undecodable.isEmpty()) {
      List<Integer> lost = undecodable.stream().map(time -> position(time, stamps)).toList();
      sentences.add(
          lost.size()
              + (lost.size() == 1 ? " packet" : " packets")
              + " cannot be decoded, at frame "
              + list(lost));
    }
    sentences.addAll(faults);
    return sentences;
  }

  private static String count(List<Integer> some, int all, String what) {
    return some.size()
        + " of "
        + all
        + (some.size() == 1 ? " frames is " : " frames are ")
        + what
        + ": "
        + list(some);
  }

  /** Returns numbers as in "17, 18 and 40". */
  private static String list(List<Integer> numbers) {
    int named = Math.min(MOST_NAMED, numbers.size());
    String last =
        named < numbers.size()
            ? (numbers.size() - named + 1) + " more"
            : "" + numbers.get(named - 1);
    String others =
        numbers.subList(0, named - 1).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? last : others + " and " + last;
  }

  private static int position(long time, List<Long> stamps) {
    return (int) stamps.stream().filter(stamp -> stamp < time).count();
  }
}
