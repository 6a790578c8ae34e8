package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.video.VideoReader.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the frames and times of films of many containers, codecs, pixel formats, rates and lengths
 * against FFmpeg's own decoding of the whole film.
 */
class FilmsAgainstFfmpegTest {

  private static final String[] FILMS = {
    // Name, frame rate, number of frames, options of ffmpeg; behind bars those of a copy and how it
    // is turned.
    "x264.mp4 25 100 -c:v libx264 -preset ultrafast",
    "bframes.mp4 25 100 -c:v libx264 -preset ultrafast -bf 3 -g 30",
    "ntsc.mp4 30000/1001 100 -c:v libx264 -preset ultrafast -bf 2 -g 12",
    "slow.mp4 12.5 33 -c:v libx264 -preset ultrafast -bf 2",
    "fast.mp4 1000 100 -c:v libx264 -preset ultrafast",
    "one.mp4 25 1 -c:v libx264 -preset ultrafast",
    "two.mp4 30000/1001 2 -c:v libx264 -preset ultrafast",
    "opengop.mp4 25 100 -c:v libx264 -preset ultrafast -bf 3 -g 20 -x264-params open-gop=1",
    "refresh.mp4 25 100 -c:v libx264 -x264-params keyint=20:intra-refresh=1:bframes=0",
    "fields.mp4 25 33 -c:v libx264 -preset ultrafast -flags +ildct+ilme -top 1 -g 20",
    "lossless.mp4 25 33 -c:v libx264 -preset ultrafast -qp 0 -pix_fmt yuv444p",
    "x264rgb.mp4 25 33 -c:v libx264rgb -preset ultrafast -qp 0 -pix_fmt rgb24",
    "full.mp4 25 33 -c:v libx264 -preset ultrafast -pix_fmt yuvj420p",
    "wide.mp4 25 33 -c:v libx264 -preset ultrafast -pix_fmt yuv422p",
    "ten.mp4 25 33 -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le",
    "grey.mp4 25 33 -c:v libx264 -preset ultrafast -pix_fmt gray",
    "nv12.mp4 25 33 -pix_fmt nv12 -c:v libx264 -preset ultrafast",
    "fragments.mp4 25 100 -c:v libx264 -preset ultrafast -g 20 -bf 2 -movflags frag_keyframe+empty_moov",
    "hybrid.mp4 25 100 -c:v libx264 -preset ultrafast -g 20 -movflags frag_keyframe",
    "dash.mp4 25 100 -c:v libx264 -preset ultrafast -g 20 -movflags dash+delay_moov+skip_trailer -frag_duration 400000",
    "x265.mp4 25 100 -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25:bframes=3",
    "x265.mkv 30000/1001 33 -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=20:open-gop=1",
    "mpeg4.mp4 25 100 -c:v mpeg4 -bf 2 -g 25 -q:v 3",
    "mpeg4.avi 25 100 -c:v mpeg4 -g 25 -q:v 3",
    "bframes.avi 25 33 -c:v mpeg4 -bf 2 -g 12 -q:v 3",
    "packed.avi 25 100 -c:v libxvid -bf 2 -g 25 -q:v 3",
    "mpeg4.m4v 25 33 -c:v mpeg4 -bf 2 -g 12 -q:v 3 -f m4v",
    "raw.h264 25 100 -c:v libx264 -preset ultrafast -g 25 -f h264",
    "rawb.h264 25 33 -c:v libx264 -preset ultrafast -bf 2 -g 12 -f h264",
    "raw.hevc 25 33 -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=20 -f hevc",
    "mpeg2.mpg 25 100 -c:v mpeg2video -bf 2 -g 15 -q:v 3",
    "mpeg2.ts 25 100 -c:v mpeg2video -bf 2 -g 15 -q:v 3",
    "x264.ts 30000/1001 100 -c:v libx264 -preset ultrafast -bf 2 -g 24",
    "mpeg1.mpg 25 33 -c:v mpeg1video -bf 2 -q:v 3",
    "fields.mov 25 33 -c:v mpeg2video -flags +ildct+ilme -alternate_scan 1 -q:v 3",
    "mjpeg.avi 25 33 -c:v mjpeg -q:v 3 -pix_fmt yuvj422p",
    "mjpeg.mov 12.5 33 -c:v mjpeg -q:v 3 -pix_fmt yuvj420p",
    "prores.mov 25 33 -c:v prores_ks -profile:v 3",
    "prores4444.mov 25 2 -c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le",
    "dnxhr.mov 25 2 -s 256x128 -c:v dnxhd -profile:v dnxhr_lb -pix_fmt yuv422p",
    "qtrle.mov 25 33 -c:v qtrle -pix_fmt rgb24",
    "rgba.mov 25 33 -c:v png -pix_fmt rgba",
    "vp8.webm 30000/1001 100 -c:v libvpx -deadline realtime -cpu-used 8 -g 30",
    "altref.webm 25 100 -c:v libvpx -cpu-used 8 -auto-alt-ref 1 -lag-in-frames 16 -g 40",
    "vp9.webm 25 100 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 40",
    "vp9ten.webm 12.5 2 -c:v libvpx-vp9 -cpu-used 8 -pix_fmt yuv444p10le",
    "fast.webm 1000 100 -c:v libvpx -deadline realtime -cpu-used 8",
    "irregular.webm 25 100 -vf select='not(mod(n,3))+not(mod(n,7))' -vsync vfr -c:v libvpx -cpu-used 8",
    "irregular.mp4 25 100 -vf select='not(mod(n,3))+not(mod(n,7))' -vsync vfr -c:v libx264 -bf 2 -g 12",
    "irregular.avi 25 100 -vf select='not(mod(n,3))+not(mod(n,7))' -vsync vfr -c:v mpeg4 -g 12",
    "x264.mkv 25 100 -c:v libx264 -preset ultrafast -bf 2 -g 25",
    "live.mkv 25 100 -c:v libx264 -preset ultrafast -bf 2 -g 25 -live 1",
    "ffv1.mkv 25 33 -c:v ffv1 -pix_fmt yuv422p10le",
    "grey.mkv 25 33 -c:v ffv1 -pix_fmt gray",
    "grey10.mkv 25 33 -c:v ffv1 -pix_fmt gray10le",
    "bgr0.mkv 25 33 -c:v ffv1 -pix_fmt bgr0",
    "huffyuv.avi 25 33 -c:v huffyuv -pix_fmt yuv422p",
    "ffvhuff.avi 25 33 -c:v ffvhuff -pix_fmt yuv444p",
    "utvideo.mkv 25 2 -c:v utvideo -pix_fmt gbrp",
    "raw.avi 25 33 -c:v rawvideo -pix_fmt bgr24",
    "raw.nut 30000/1001 33 -c:v rawvideo -pix_fmt yuv411p",
    "cinepak.avi 25 2 -c:v cinepak",
    "snow.nut 25 33 -c:v snow -strict -2",
    "theora.ogv 25 100 -c:v libtheora -q:v 7",
    "flv1.flv 25 100 -c:v flv -q:v 3",
    "x264.flv 30000/1001 100 -c:v libx264 -preset ultrafast -bf 2 -g 25",
    "animated.gif 12.5 33 -c:v gif",
    "palette.mkv 25 33 -c:v png -pix_fmt pal8",
    "animated.apng 25 33 -c:v apng -f apng",
    "wmv2.asf 25 33 -c:v wmv2 -q:v 3",
    "zmbv.avi 25 33 -c:v zmbv -pix_fmt bgr0",
    "turned.mov 25 33 -c:v libx264 -preset ultrafast | -metadata:s:v rotate=90 | transpose=cclock",
    "half.mp4 25 33 -c:v mpeg4 -q:v 3 | -metadata:s:v rotate=180 | hflip,vflip",
  };

  @TempDir private static Path folder;

  static Stream<String> films() {
    return Arrays.stream(FILMS);
  }

  /** What FFmpeg's own tools make of a film. */
  private record Truth(byte[] pixels, List<Double> seconds) {

    /** Pixels become colours before they are turned: turned chroma would lie elsewhere. */
    static Truth of(Path film, String turn) throws IOException {
      Path list = film.resolveSibling(film.getFileName() + ".framecrc");
      String[] decode = {
        "-flags",
        "+bitexact",
        "-noautorotate",
        "-i",
        film.toString(),
        "-map",
        "0:v:0",
        "-fps_mode",
        "passthrough",
        "-enc_time_base",
        "-1",
        "-f",
        "framecrc",
        list.toString(),
        "-map",
        "0:v:0",
        "-fps_mode",
        "passthrough",
        "-sws_flags",
        "area+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact",
        "-vf",
        "format=rgb24," + turn,
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24"
      };
      return new Truth(FfmpegTool.output(decode), seconds(Files.readAllLines(list)));
    }

    private static List<Double> seconds(List<String> lines) {
      List<Double> seconds = new ArrayList<>();
      double unit = 0;
      for (String line : lines) {
        if (line.startsWith("#tb 0: ")) {
          String[] fraction = line.substring(7).split("/");
          unit = Double.parseDouble(fraction[0]) / Double.parseDouble(fraction[1]);
        } else if (!line.startsWith("#")) {
          seconds.add(Long.parseLong(line.split(",")[2].strip()) * unit);
        }
      }
      return seconds.stream().map(second -> second - seconds.get(0)).toList();
    }
  }

  private static Path make(String film) {
    String[] words = film.split(" ", 4);
    String[] options = words[3].split(" \\| ");
    String input = "-f lavfi -i testsrc2=s=96x64:r=%s -frames:v %s ".formatted(words[1], words[2]);
    Path made = FfmpegTool.make(folder.resolve(words[0]), input + options[0]);
    return options.length == 1
        ? made
        : FfmpegTool.make(
            folder.resolve("copy-" + words[0]), "-i %s -c copy %s".formatted(made, options[1]));
  }

  @ParameterizedTest
  @MethodSource("films")
  void everyRangeAndTimeIsThatOfFfmpegsOwnDecoding(String film) throws IOException {
    Path clip = make(film);
    String[] parts = film.split(" \\| ");
    Truth truth = Truth.of(clip, parts.length == 3 ? parts[2] : "null");
    VideoIndex index = Clips.scan(clip);
    assertThat(index.frames()).isEqualTo(truth.seconds.size());
    requireTimes(index, truth.seconds);
    int size = index.height() * index.width() * 3;
    assertThat(truth.pixels.length).isEqualTo(size * index.frames());
    for (FrameRange range : ranges(index.frames())) {
      int number = range.from();
      for (Frame frame : VideoReader.read(clip, index, Options.of(range))) {
        assertThat(mostOff(frame.pixels(), truth.pixels, number * size))
            .as("frame %d of range %s", number, range)
            .isLessThanOrEqualTo(1);
        number++;
      }
    }
  }

  private static void requireTimes(VideoIndex index, List<Double> seconds) {
    int last = seconds.size() - 1;
    double frame = last == 0 ? 1 / index.frameRate() : seconds.get(last) / last;
    for (int i = 0; i <= last; i++) {
      // A container's tick is at most a millisecond here, or a frame.
      assertThat(index.times().seconds(i))
          .as("time of frame %d", i)
          .isCloseTo(seconds.get(i), within(0.00101));
    }
    assertThat(index.durationSeconds()).isCloseTo(seconds.get(last) + frame, within(frame));
  }

  private static Set<FrameRange> ranges(int frames) {
    int middle = frames / 2;
    return new LinkedHashSet<>(
        List.of(
            new FrameRange(0, 1),
            new FrameRange(middle, middle + 1),
            new FrameRange(frames - 1, frames),
            new FrameRange(frames / 3, middle + 1),
            new FrameRange(Math.max(0, frames - 5), frames),
            new FrameRange(0, frames)));
  }

  private static int mostOff(byte[] actual, byte[] expected, int offset) {
    int most = 0;
    for (int i = 0; i < actual.length; i++) {
      most = Math.max(most, Math.abs((actual[i] & 0xff) - (expected[offset + i] & 0xff)));
    }
    return most;
  }
}
