package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.ffmpeg.StatedLength;
import io.raf4j.datasets.ffmpeg.StreamKind;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoIndex.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * The one pass over a whole clip that finds its index.
 *
 * <p>Cost: the decoding of all frames, their checksums, and a few frames at each entry.
 */
final class ClipScan implements Decoder.Watch {

  private final Path clip;
  private final OrientationRule rule;
  private final boolean allowDamaged;
  private final IntConsumer framesSeen;
  private final List<Long> stamps = new ArrayList<>();
  private final List<Integer> checksums = new ArrayList<>();
  private final List<EntryProof.Claim> claims = new ArrayList<>();
  private final ClipDamage damage = new ClipDamage();
  private final List<String> notes = new ArrayList<>();
  private long packets;
  private long leftOut;
  private long lastTime = AV_NOPTS_VALUE;
  private long lastDecoded = AV_NOPTS_VALUE;
  private int skipped;
  private long lastDuration;
  private Look look;

  /** What the first frame tells of all of them. */
  private record Look(
      int storedHeight,
      int storedWidth,
      Orientation orientation,
      int pixelWidth,
      int pixelHeight) {}

  ClipScan(Path clip, OrientationRule rule, boolean allowDamaged, IntConsumer framesSeen) {
    this.clip = clip;
    this.rule = rule;
    this.allowDamaged = allowDamaged;
    this.framesSeen = framesSeen;
  }

  VideoIndex run() {
    try (Demuxer demuxer = Demuxer.open(clip, StreamKind.VIDEO).endingAtFaults();
        Decoder decoder = Decoder.start(demuxer, this)) {
      for (AVFrame frame = decoder.next(); frame != null; frame = decoder.next()) {
        add(demuxer, frame);
      }
      if (checksums.isEmpty()) {
        throw new MediaException(clip + " has a video stream without a single decodable frame");
      }
      demuxer.fault().ifPresent(damage::endsEarly);
      boolean stamped = FrameStamps.areIncreasing(stamps);
      FrameTimes times = times(demuxer, stamped);
      damage.compare(StatedLength.of(demuxer), packets, times, start(demuxer));
      if (leftOut > 0) {
        damage.compareEdited(StatedLength.of(demuxer), times);
      }
      judge();
      return index(demuxer, times, stamped);
    }
  }

  @Override
  public void packet(AVPacket packet) {
    packets++;
    if ((packet.flags() & AV_PKT_FLAG_KEY) != 0) {
      claims.add(new EntryProof.Claim(packet.pts(), packet.dts()));
    }
    if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
      leftOut++;
    }
    if (packet.dts() != AV_NOPTS_VALUE && packet.dts() < lastDecoded) {
      damage.splice(packets);
    }
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0 && !checksums.isEmpty()) {
      damage.incomplete(packets, time(packet), checksums.size());
    }
    lastDecoded = packet.dts();
    lastTime = time(packet);
  }

  @Override
  public void undecodable(AVPacket packet) {
    boolean entry = packet != null && (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    if (checksums.isEmpty() && !entry) {
      // A recording may begin between two entry points.
      skipped++;
    } else {
      damage.undecodable(packet == null ? lastTime : time(packet), checksums.size());
    }
  }

  private static long time(AVPacket packet) {
    return packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
  }

  private void add(Demuxer demuxer, AVFrame frame) {
    if (look == null) {
      look = look(demuxer, frame);
    } else {
      requireSameOrientation(frame);
      noteSize(frame);
    }
    if (frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0) {
      damage.flag(checksums.size());
    }
    stamps.add(EntryProof.stamp(frame));
    lastDuration = frame.pkt_duration();
    checksums.add(FrameChecksum.of(frame));
    framesSeen.accept(checksums.size());
  }

  private Look look(Demuxer demuxer, AVFrame frame) {
    Orientation orientation =
        rule == OrientationRule.STORED ? Orientation.UPRIGHT : DisplayMatrix.of(demuxer, frame);
    AVRational shape = demuxer.pixelShape(frame);
    boolean known = shape.num() > 0 && shape.den() > 0;
    int across = known ? shape.num() : 1;
    int down = known ? shape.den() : 1;
    boolean swaps = orientation.swapsSides();
    return new Look(
        frame.height(), frame.width(), orientation, swaps ? down : across, swaps ? across : down);
  }

  private void requireSameOrientation(AVFrame frame) {
    if (rule == OrientationRule.SHOWN
        && DisplayMatrix.of(clip, frame).orElse(look.orientation) != look.orientation) {
      throw new MediaException(
          clip
              + " changes its orientation at frame "
              + checksums.size()
              + ": --orientation stored takes its frames as they are stored");
    }
  }

  private void noteSize(AVFrame frame) {
    boolean same = frame.height() == look.storedHeight && frame.width() == look.storedWidth;
    if (!same && notes.isEmpty()) {
      notes.add(
          "its frames change their size at frame "
              + checksums.size()
              + ": all are scaled to that of the first");
    }
  }

  private FrameTimes times(Demuxer demuxer, boolean stamped) {
    AVRational rate = demuxer.frameRate();
    if (stamped) {
      return new FrameStamps(stamps, lastDuration, demuxer.stream().time_base()).times(rate);
    }
    FrameTimes even = FrameTimes.even(checksums.size(), rate.den(), rate.num());
    notes.add(
        "its frames have no time stamps that increase: they are taken for "
            + even.frameRate()
            + " frames a second");
    return even;
  }

  private double start(Demuxer demuxer) {
    AVRational unit = demuxer.stream().time_base();
    long first = stamps.get(0) == AV_NOPTS_VALUE ? 0 : stamps.get(0);
    return (double) first * unit.num() / unit.den();
  }

  private void judge() {
    List<String> sentences = damage.sentences(stamps);
    if (!sentences.isEmpty() && !allowDamaged) {
      throw new MediaException(
          clip
              + " is damaged: "
              + String.join("; ", sentences)
              + " (--allow-damaged goes on with what can be decoded)");
    }
    notes.addAll(sentences);
    if (skipped > 0) {
      notes.add(
          "it begins between two entry points: its first "
              + skipped
              + " packets cannot be decoded and are left out");
    }
    Orientation orientation = look.orientation;
    if (orientation != Orientation.UPRIGHT) {
      notes.add("its frames are " + orientation.inWords() + ", as the file asks");
    }
    if (look.pixelWidth != look.pixelHeight) {
      notes.add(
          "its pixels are not square ("
              + look.pixelWidth
              + ":"
              + look.pixelHeight
              + "); rows and columns are those stored");
    }
  }

  private VideoIndex index(Demuxer demuxer, FrameTimes times, boolean stamped) {
    List<Entry> entries =
        stamped ? new EntryProof(clip, stamps, checksums).prove(claims) : List.of();
    boolean swaps = look.orientation.swapsSides();
    return new VideoIndex(
        swaps ? look.storedWidth : look.storedHeight,
        swaps ? look.storedHeight : look.storedWidth,
        look.orientation,
        look.pixelWidth,
        look.pixelHeight,
        avcodec_get_name(demuxer.stream().codecpar().codec_id()).getString(),
        pixelFormat(demuxer),
        times,
        stamped ? stamps : List.of(),
        checksums,
        entries,
        damage.frames(stamps),
        notes);
  }

  private static String pixelFormat(Demuxer demuxer) {
    return av_get_pix_fmt_name(demuxer.stream().codecpar().format()).getString();
  }
}
