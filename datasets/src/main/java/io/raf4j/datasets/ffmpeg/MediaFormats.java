package io.raf4j.datasets.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_iterate;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_READ;
import static org.bytedeco.ffmpeg.global.avformat.av_probe_input_buffer;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;

import io.raf4j.datasets.media.MediaException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The containers and codecs that are opened: those in which people have films and sounds.
 *
 * <p>FFmpeg has readers for some 350 containers and 500 codecs. Some of them open further files or
 * addresses that a file names (playlists, manifests, scripts), and most are rarely used and little
 * looked at. Whoever runs the programs may add to the lists by the system properties {@value
 * #CONTAINERS} and {@value #CODECS}, with FFmpeg's names and commas between them, in the driver and
 * in executors.
 */
final class MediaFormats {

  /** The system property with further containers. */
  static final String CONTAINERS = "raf4j.media.containers";

  /** The system property with further codecs. */
  static final String CODECS = "raf4j.media.codecs";

  /** Names of FFmpeg's readers; of one with several names any will do. */
  private static final Set<String> KNOWN_CONTAINERS =
      words(
          "mov matroska avi mpegts mpeg mpegvideo m4v h264 hevc ivf obu av1 ogg flv asf mxf gxf nut"
              + " yuv4mpegpipe dv gif apng mjpeg vc1 rm flac mp3 wav w64 aac aiff au caf amr ac3 eac3"
              + " dts truehd wv ape tta tak voc");

  /** Names of FFmpeg's codecs, of which some have several decoders. */
  private static final Set<String> KNOWN_CODECS =
      words(
          "h264 hevc vp6 vp6f vp6a vp7 vp8 vp9 av1 mpeg1video mpeg2video mpeg4 msmpeg4v1 msmpeg4v2"
              + " msmpeg4v3 h261 h263 h263i h263p flv1 wmv1 wmv2 wmv3 vc1 mjpeg mjpegb prores dnxhd"
              + " cfhd ffv1 huffyuv ffvhuff utvideo magicyuv lagarith rawvideo v210 v308 v408 v410"
              + " r210 r10k qtrle rpza cinepak svq1 svq3 png apng gif bmp tiff targa jpeg2000 theora"
              + " dvvideo snow zmbv hap rv10 rv20 rv30 rv40"
              + " aac aac_latm mp1 mp2 mp3 opus vorbis flac alac ac3 eac3 dts truehd mlp wavpack ape"
              + " tta tak shorten mp4als wmav1 wmav2 wmapro wmalossless amr_nb amr_wb speex gsm"
              + " gsm_ms nellymoser cook");

  /** The many forms of plain samples and of differences between them. */
  private static final Set<String> KNOWN_FAMILIES = Set.of("pcm_", "adpcm_");

  /** Found out once: it takes a walk over all codecs. */
  private static final String DECODERS = decoders();

  private MediaFormats() {}

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }

  private static Stream<String> added(String property) {
    return Arrays.stream(System.getProperty(property, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty());
  }

  /** Returns what FFmpeg is told of containers. */
  static String containers() {
    return Stream.concat(KNOWN_CONTAINERS.stream(), added(CONTAINERS))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** Returns what FFmpeg is told of decoders: all those of the codecs that are opened. */
  static String codecs() {
    return DECODERS;
  }

  private static String decoders() {
    Collection<String> names = new TreeSet<>();
    try (PointerPointer<Pointer> place = new PointerPointer<>(1)) {
      place.put(0, null);
      for (AVCodec codec = av_codec_iterate(place);
          codec != null;
          codec = av_codec_iterate(place)) {
        if (av_codec_is_decoder(codec) != 0 && isKnown(avcodec_get_name(codec.id()).getString())) {
          names.add(codec.name().getString());
        }
      }
    }
    return String.join(",", names);
  }

  private static boolean isKnown(String codec) {
    return KNOWN_CODECS.contains(codec)
        || KNOWN_FAMILIES.stream().anyMatch(codec::startsWith)
        || added(CODECS).anyMatch(codec::equals);
  }

  /**
   * Refuses a codec that is not opened.
   *
   * @param id FFmpeg's number of it
   * @throws MediaException naming the codec, and how to have it opened all the same
   */
  static void requireKnownCodec(Path path, int id) {
    String name = avcodec_get_name(id).getString();
    if (!isKnown(name)) {
      throw new MediaException(
          path
              + " has the codec "
              + name
              + ", which is not among those that are opened; convert it, or see docs/SECURITY.md on "
              + CODECS);
    }
  }

  /**
   * Returns why a file was not opened, where its container is not among those that are.
   *
   * @return the end of a sentence, or nothing
   */
  static String whyNot(Path path) {
    try (BytePointer url = LibAv.url(path)) {
      AVIOContext bytes = new AVIOContext(null);
      if (avio_open(bytes, url, AVIO_FLAG_READ) < 0) {
        return "";
      }
      AVInputFormat format = new AVInputFormat(null);
      int score;
      try {
        // Looks at bytes alone: no reader of a container is started.
        score = av_probe_input_buffer(bytes, format, url, null, 0, 0);
      } finally {
        avio_closep(bytes);
      }
      if (score < 0 || format.isNull() || isOpened(format.name().getString())) {
        return "";
      }
      return path
          + " looks like "
          + format.name().getString()
          + " ("
          + format.long_name().getString()
          + "), which is not among the containers that are opened; convert it, or see"
          + " docs/SECURITY.md on "
          + CONTAINERS;
    }
  }

  private static boolean isOpened(String names) {
    Set<String> added = added(CONTAINERS).collect(Collectors.toSet());
    return Arrays.stream(names.split(","))
        .anyMatch(name -> KNOWN_CONTAINERS.contains(name) || added.contains(name));
  }
}
