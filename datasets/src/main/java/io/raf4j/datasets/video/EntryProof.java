package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.ffmpeg.StreamKind;
import io.raf4j.datasets.video.VideoIndex.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Tries the places at which a container claims that decoding can start, as a reader will use them:
 * by seeking there in a newly opened file.
 *
 * <p>Where the first frame shown is not the very frame that decoding from the start gave, the place
 * is not used. Of places that lie close together only some are tried, at most {@value #MOST}.
 */
final class EntryProof {

  /** Places closer than this save less than opening the file costs. */
  static final int LEAST_DISTANCE = 16;

  private static final int MOST = 256;

  private final Path clip;
  private final List<Long> stamps;
  private final List<Integer> checksums;

  /** A packet that is called an entry point, by its times of presentation and of decoding. */
  record Claim(long shown, long decoded) {

    private long time() {
      return shown == AV_NOPTS_VALUE ? decoded : shown;
    }
  }

  /** Takes what decoding from the start gave; stamps are strictly increasing. */
  EntryProof(Path clip, List<Long> stamps, List<Integer> checksums) {
    this.clip = clip;
    this.stamps = stamps;
    this.checksums = checksums;
  }

  /** Returns the entries that hold, in the order of their frames. */
  List<Entry> prove(List<Claim> claims) {
    int distance = Math.max(LEAST_DISTANCE, stamps.size() / MOST);
    List<Entry> entries = new ArrayList<>();
    int last = 0;
    for (Claim claim : claims) {
      if (claim.time() != AV_NOPTS_VALUE && frameAt(claim.time()) >= last + distance) {
        Optional<Entry> entry = prove(claim);
        if (entry.isPresent() && entry.get().frame() >= last + distance) {
          entries.add(entry.get());
          last = entry.get().frame();
        }
      }
    }
    return entries;
  }

  /** Returns the frame with a stamp, or the one that would follow it. */
  private int frameAt(long stamp) {
    int found = Collections.binarySearch(stamps, stamp);
    return found < 0 ? -found - 1 : found;
  }

  /** Tries both times, because containers differ in which of them they seek by. */
  private Optional<Entry> prove(Claim claim) {
    return LongStream.of(claim.shown, claim.decoded)
        .distinct()
        .filter(time -> time != AV_NOPTS_VALUE)
        .boxed()
        .flatMap(time -> tryAt(time, claim).stream())
        .findFirst();
  }

  private Optional<Entry> tryAt(long time, Claim claim) {
    try (Demuxer demuxer = Demuxer.open(clip, StreamKind.VIDEO).endingAtFaults()) {
      if (!demuxer.seek(time)) {
        return Optional.empty();
      }
      try (Decoder decoder = Decoder.start(demuxer)) {
        return firstFrame(decoder, claim.shown).map(frame -> new Entry(frame, time));
      }
    }
  }

  /** Returns the number of the first frame at or after a time if it is what it should be. */
  private Optional<Integer> firstFrame(Decoder decoder, long time) {
    AVFrame frame = decoder.next();
    for (int i = 0; i < LEAST_DISTANCE && frame != null && stamp(frame) < time; i++) {
      frame = decoder.next();
    }
    if (frame == null || stamp(frame) < time) {
      return Optional.empty();
    }
    int number = Collections.binarySearch(stamps, stamp(frame));
    return number >= 0 && FrameChecksum.of(frame) == checksums.get(number)
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Returns when a frame is shown; {@code AV_NOPTS_VALUE}, the least number, if unknown. */
  static long stamp(AVFrame frame) {
    return frame.best_effort_timestamp();
  }
}
