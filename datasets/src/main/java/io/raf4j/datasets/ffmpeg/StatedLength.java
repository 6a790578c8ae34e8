package io.raf4j.datasets.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_STREAM;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/**
 * How much of a stream its file promises, where that is a statement about this very stream and no
 * guess.
 *
 * <p>A container's length is that of its longest stream, so it counts only where there is no other;
 * MP4 and AVI state each stream's own, Matroska in a tag.
 *
 * @param packets number of packets; 0 where the file does not say
 * @param seconds at which its last packet ends; 0 where the file does not say
 */
public record StatedLength(long packets, double seconds) {

  private static final StatedLength NONE = new StatedLength(0, 0);
  private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  /** Returns what a file states after all its packets have been read. */
  public static StatedLength of(Demuxer demuxer) {
    String container = demuxer.container().iformat().name().getString();
    if (container.startsWith("mov,")) {
      return new StatedLength(packetsOfMp4(demuxer), ownSeconds(demuxer.stream()));
    } else if (container.equals("avi")) {
      // It counts empty packets, which only prolong the frame before and are not delivered.
      return new StatedLength(0, secondsOfAvi(demuxer.stream()));
    }
    return tag(demuxer.stream()).map(end -> new StatedLength(0, end)).orElse(ofContainer(demuxer));
  }

  /**
   * Returns the number of packets of the sample table.
   *
   * <p>An edit list may leave out some, so fewer than are stated are right where the table without
   * its edit list holds all of them.
   */
  private static long packetsOfMp4(Demuxer demuxer) {
    AVStream stream = demuxer.stream();
    long edited = avformat_index_get_entries_count(stream);
    if (edited >= stream.nb_frames()) {
      return edited;
    }
    try (Demuxer all =
        Demuxer.open(demuxer.path(), demuxer.kind(), Map.of("ignore_editlist", "1"))) {
      boolean whole = avformat_index_get_entries_count(all.stream()) >= stream.nb_frames();
      return whole ? edited : stream.nb_frames();
    }
  }

  private static double ownSeconds(AVStream stream) {
    return stream.duration() == AV_NOPTS_VALUE
        ? 0
        : (double) stream.duration() * stream.time_base().num() / stream.time_base().den();
  }

  /** Returns the length in the header, which FFmpeg shortens where the file is too short for it. */
  private static double secondsOfAvi(AVStream stream) {
    double unit = (double) stream.time_base().num() / stream.time_base().den();
    return Math.max(ownSeconds(stream), stream.nb_frames() * unit);
  }

  /** Returns the length of one stream that Matroska states in a tag. */
  static Optional<Double> tag(AVStream stream) {
    AVDictionaryEntry entry = av_dict_get(stream.metadata(), "DURATION", null, 0);
    Matcher clock = CLOCK.matcher(entry == null ? "" : entry.value().getString());
    return clock.matches()
        ? Optional.of(
            3600 * Double.parseDouble(clock.group(1))
                + 60 * Double.parseDouble(clock.group(2))
                + Double.parseDouble(clock.group(3)))
        : Optional.empty();
  }

  private static StatedLength ofContainer(Demuxer demuxer) {
    AVFormatContext container = demuxer.container();
    boolean states =
        container.nb_streams() == 1
            && container.duration() != AV_NOPTS_VALUE
            && container.duration_estimation_method() == AVFMT_DURATION_FROM_STREAM;
    return states ? new StatedLength(0, (double) container.duration() / AV_TIME_BASE) : NONE;
  }
}
