package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.video.VideoReader.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the range of a film's levels is read by one rule at every size. */
class GreyRangeTest {

  private static final String RAMP =
      "-f lavfi -i color=s=64x64:r=25,format=%s,geq=lum='%s':cb=128:cr=128 -frames:v 1 ";

  @TempDir private Path folder;

  private Path ramp(String format, String luma, String codec) {
    return FfmpegTool.make(folder.resolve("ramp.mkv"), RAMP.formatted(format, luma) + codec);
  }

  private static List<Options> ways(double scale) {
    Options options = Options.of(FrameRange.ALL).scaledBy(scale);
    return List.of(options, options.grey());
  }

  @ParameterizedTest
  @CsvSource({
    "gray,ffv1,1",
    "gray10le,ffv1,4",
    "gray12le,ffv1,16",
    "gray16le,ffv1,257",
    "gray,png -pix_fmt ya8,1",
    "gray,mjpeg -q:v 1 -pix_fmt yuvj420p,1",
    "yuvj444p,ffvhuff,1",
    "gray,mjpeg -q:v 1,1",
    "gray,libx264 -qp 0,1"
  })
  void levelsOfFullRangeAreKeptAtEverySize(String format, String codec, int unit) {
    Path film = ramp(format, "4*X*" + unit, "-c:v " + codec + " -color_range pc");
    requireRamp(film, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray", "gray10le", "gray16le"})
  void greyThatStatesNoRangeCoversAllOfIt(String format) {
    int unit = format.equals("gray") ? 1 : format.equals("gray10le") ? 4 : 257;
    requireRamp(ramp(format, "4*X*" + unit, "-c:v ffv1"), 0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "gray,ffv1,1",
    "gray10le,ffv1,4",
    "gray12le,ffv1,16",
    "gray16le,ffv1,256",
    "yuv420p,ffv1,1",
    "yuv444p,ffvhuff,1",
    "gray,libx264 -qp 0,1"
  })
  void levelsOfLimitedRangeAreStretchedAtEverySize(String format, String codec, int unit) {
    Path film = ramp(format, "4*X*" + unit, "-c:v " + codec + " -color_range tv");
    requireRamp(film, 16, 255.0 / 219);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tv", "pc"})
  void rgbCoversAllOfItsRangeWhateverItStates(String range) {
    Path film =
        FfmpegTool.make(
            folder.resolve("rgb.mkv"),
            "-f lavfi -i color=s=64x64:r=25,format=gbrp,geq=r='4*X':g='4*X':b='4*X' -frames:v 1"
                + " -pix_fmt gbrp -c:v ffv1 -color_range "
                + range);
    requireRamp(film, 0, 1);
  }

  /** Requires four levels a column, less an offset, times a slope, within 0 and 255. */
  private static void requireRamp(Path film, double offset, double slope) {
    for (double scale : new double[] {1, 0.5}) {
      for (Options options : ways(scale)) {
        Frame frame = VideoReader.read(film, options).get(0);
        for (int column : columns(frame.width())) {
          double level = 4 * ((column + 0.5) / scale - 0.5);
          double shown = Math.max(0, Math.min(255, (level - offset) * slope));
          for (int channel = 0; channel < frame.channels(); channel++) {
            assertThat(255.0 * frame.component(frame.height() / 2, column, channel))
                .as("column %d at scale %s, %d channels", column, scale, frame.channels())
                .isCloseTo(shown, within(2.0));
          }
        }
      }
    }
  }

  private static List<Integer> columns(int width) {
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < width; column += 3) {
      columns.add(column);
    }
    return columns;
  }
}
