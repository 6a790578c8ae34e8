package io.raf4j.datasets.video;

import io.raf4j.datasets.ffmpeg.StatedLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with a clip, collected while it is decoded, in words. */
final class ClipDamage {

  private static final int MOST_NAMED = 10;

  /** At a splice the reader of a container takes up to as many packets before it for incomplete. */
  private static final int AROUND_A_SPLICE = 3;

  /** The length that a container states may be that of another stream, within this. */
  private static final double TOLERATED_SECONDS = 0.5;

  private final TreeSet<Integer> flagged = new TreeSet<>();
  private final TreeMap<Long, Place> incomplete = new TreeMap<>();
  private final List<Place> undecodable = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Where a packet belongs: its time, and the frames decoded before it, for want of times. */
  private record Place(long time, int seen) {

    int frame(List<Long> stamps) {
      return FrameStamps.areIncreasing(stamps)
          ? (int) stamps.stream().filter(stamp -> stamp < time).count()
          : seen;
    }

    boolean isShown(List<Long> stamps) {
      return FrameStamps.areIncreasing(stamps) ? stamps.contains(time) : seen < stamps.size();
    }
  }

  /** Notes a frame that FFmpeg calls damaged. */
  void flag(int frame) {
    flagged.add(frame);
  }

  /**
   * Notes a packet that cannot be decoded.
   *
   * @param time its time or else that of what precedes it
   * @param seen as many frames as were decoded before
   */
  void undecodable(long time, int seen) {
    undecodable.add(new Place(time, seen));
  }

  /**
   * Notes a packet of which a part is missing.
   *
   * @param packet its number
   * @param time its time or else that of what precedes it
   * @param seen as many frames as were decoded before
   */
  void incomplete(long packet, long time, int seen) {
    incomplete.put(packet, new Place(time, seen));
  }

  /** Notes that time goes back at a packet, where two films were joined and nothing is missing. */
  void splice(long packet) {
    incomplete.tailMap(packet - AROUND_A_SPLICE).clear();
  }

  /** Notes that the file cannot be read to its end. */
  void endsEarly(String why) {
    faults.add("it cannot be read behind its last frame (" + why + ")");
  }

  /**
   * Holds a clip against what its file states.
   *
   * @param packets as many as were read
   * @param start seconds at which the first frame is shown
   */
  void compare(StatedLength stated, long packets, FrameTimes times, double start) {
    double end = times.duration() + Math.max(0, start);
    if (stated.packets() > packets) {
      promise(stated.packets(), times.frames());
    } else if (end < stated.seconds() - Math.max(TOLERATED_SECONDS, 3 * longest(times))) {
      faults.add(
          String.format(
              Locale.ROOT,
              "the header promises %.3f s, it ends after %.3f s with frame %d",
              stated.seconds(),
              end,
              times.frames() - 1));
    }
  }

  /**
   * Holds a clip of which an edit list leaves out frames against its length, which is that after
   * editing: where a whole frame is missing, the wrong one was left out.
   */
  void compareEdited(StatedLength stated, FrameTimes times) {
    double frame = 1 / times.frameRate();
    boolean missing = stated.seconds() - times.duration() > frame - 1e-4;
    if (times.isEven() && missing && faults.isEmpty()) {
      promise(Math.round(stated.seconds() / frame), times.frames());
    }
  }

  private void promise(long promised, int there) {
    faults.add(
        "the header promises "
            + promised
            + " frames, "
            + there
            + (there == 1 ? " is there" : " are there"));
  }

  private static double longest(FrameTimes times) {
    double longest = times.duration() - times.seconds(times.frames() - 1);
    for (int i = 1; i < times.frames(); i++) {
      longest = Math.max(longest, times.seconds(i) - times.seconds(i - 1));
    }
    return longest;
  }

  /** Returns the frames that are damaged, given the stamps of all. */
  List<Integer> frames(List<Long> stamps) {
    TreeSet<Integer> frames = new TreeSet<>(flagged);
    incomplete.values().stream()
        .filter(place -> place.isShown(stamps))
        .forEach(place -> frames.add(place.frame(stamps)));
    return List.copyOf(frames);
  }

  /** Returns everything in sentences, given the stamps of the frames; none for a sound clip. */
  List<String> sentences(List<Long> stamps) {
    List<String> sentences = new ArrayList<>();
    List<Integer> damaged = frames(stamps);
    if (!damaged.isEmpty()) {
      sentences.add(count(damaged, stamps.size()));
    }
    List<Integer> lost = lost(stamps);
    if (!lost.isEmpty()) {
      List<Integer> places = lost.stream().distinct().toList();
      sentences.add(
          lost.size()
              + (lost.size() == 1 ? " packet" : " packets")
              + " cannot be decoded, at frame "
              + list(places));
    }
    sentences.addAll(faults);
    return sentences;
  }

  private List<Integer> lost(List<Long> stamps) {
    Stream<Place> unseen = incomplete.values().stream().filter(place -> !place.isShown(stamps));
    return Stream.concat(undecodable.stream(), unseen)
        .distinct()
        .map(place -> place.frame(stamps))
        .sorted()
        .toList();
  }

  private static String count(List<Integer> some, int all) {
    return some.size()
        + " of "
        + all
        + (some.size() == 1 ? " frames is damaged: " : " frames are damaged: ")
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
}
