package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.raf4j.datasets.ffmpeg.Demuxer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The presentation time of every frame and the entry points of a stream, read from its packets
 * without decoding them.
 *
 * <p>Exists only for streams whose packets can be trusted to be one frame each: every packet has a
 * distinct presentation time and data, none is marked corrupt or hidden, the first is an entry
 * point, and the container states the same number of frames. Everything else has to be decoded from
 * its start to know which frame is which.
 *
 * <p>Cost: one pass over the file; memory 8 bytes a frame.
 */
final class PacketIndex {

  private final long[] times;
  private final TreeMap<Long, Long> decodingTimeOfEntry;

  private PacketIndex(long[] times, TreeMap<Long, Long> decodingTimeOfEntry) {
    this.times = times;
    this.decodingTimeOfEntry = decodingTimeOfEntry;
  }

  /** Reads all packets that are left, and returns nothing when they cannot be trusted. */
  static Optional<PacketIndex> scan(Demuxer demuxer) {
    long stated = demuxer.stream().nb_frames();
    LongStream.Builder builder = LongStream.builder();
    TreeMap<Long, Long> entries = new TreeMap<>();
    for (AVPacket packet = demuxer.read(); packet != null; packet = demuxer.read()) {
      if (stated <= 0 || !isWholeFrame(packet)) {
        return Optional.empty();
      }
      builder.add(packet.pts());
      if (isEntry(packet)) {
        entries.put(packet.pts(), packet.dts());
      }
    }
    long[] times = builder.build().sorted().distinct().toArray();
    boolean complete = times.length == stated && times.length > 0;
    return complete && entries.containsKey(times[0])
        ? Optional.of(new PacketIndex(times, entries))
        : Optional.empty();
  }

  /** Returns whether decoding can start at a packet. */
  static boolean isEntry(AVPacket packet) {
    return (packet.flags() & AV_PKT_FLAG_KEY) != 0;
  }

  private static boolean isWholeFrame(AVPacket packet) {
    return packet.pts() != AV_NOPTS_VALUE
        && packet.dts() != AV_NOPTS_VALUE
        && packet.size() > 0
        && (packet.flags() & (AV_PKT_FLAG_CORRUPT | AV_PKT_FLAG_DISCARD)) == 0;
  }

  /** Returns the number of frames. */
  int frames() {
    return times.length;
  }

  /** Returns the presentation time of a frame. */
  long time(int frame) {
    return times[frame];
  }

  /**
   * Returns the decoding time of the last entry point that is shown at or before a frame.
   *
   * <p>Frames that are decoded after an entry point but shown before it may refer to what precedes
   * it, so the order of presentation decides and not that of the packets.
   */
  long entryFor(int frame) {
    Map.Entry<Long, Long> entry = decodingTimeOfEntry.floorEntry(times[frame]);
    return entry.getValue();
  }
}
