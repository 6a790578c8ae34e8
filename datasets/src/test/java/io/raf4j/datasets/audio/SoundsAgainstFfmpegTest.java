package io.raf4j.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sounds of many containers and codecs, as they are read here and by FFmpeg's own command line. */
class SoundsAgainstFfmpegTest {

  /** A tone and noise of 1.3 s, with as many channels and samples a second as a case asks for. */
  private static final String SOURCE =
      "-f lavfi -i aevalsrc=0.4*sin(2764*t)+0.3*random(0)-0.15|0.5*sin(1800*t*t):d=1.3:s=";

  /** Without noise, which decoders of AAC make up anew. */
  private static final String TONES =
      "-f lavfi -i aevalsrc=0.4*sin(2764*t)|0.5*sin(1800*t):d=1.3:s=";

  /** Lossy decoders of two releases of FFmpeg may round differently. */
  private static final float LOSSY = 1e-5f;

  @TempDir private Path folder;

  private static float[] floats(String... arguments) {
    byte[] bytes = FfmpegTool.output(arguments);
    FloatBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return floats;
  }

  private static void assertClose(float[] read, float[] expected, float tolerance) {
    assertThat(read).hasSameSizeAs(expected);
    for (int i = 0; i < read.length; i++) {
      if (!(Math.abs(read[i] - expected[i]) <= tolerance)) {
        assertThat(read[i]).as("sample " + i).isEqualTo(expected[i]);
      }
    }
  }

  private static void assertRangesArePartsOf(Audio whole, Path file) {
    for (double[] range : new double[][] {{0, 0.3}, {0.4, 0.25}, {0.9, 0.1}}) {
      Audio part = AudioReader.read(file, range[0], range[1], false).value();
      assertThat(part.samples()).containsExactly(whole.range(range[0], range[1]).samples());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u8.wav 8000 -c:a pcm_u8",
        "s16.wav 44100 -c:a pcm_s16le",
        "s24.wav 48000 -c:a pcm_s24le",
        "s32.wav 96000 -c:a pcm_s32le",
        "float.wav 44100 -c:a pcm_f32le",
        "double.wav 22050 -c:a pcm_f64le",
        "law.wav 8000 -c:a pcm_mulaw",
        "adpcm.wav 44100 -c:a adpcm_ms",
        "wave.w64 44100 -c:a pcm_s16le",
        "large.wav 44100 -c:a pcm_s16le -rf64 always",
        "core.caf 44100 -c:a pcm_s16be",
        "apple.aiff 44100 -c:a pcm_s24be",
        "sun.au 192000 -c:a pcm_s16be",
        "lossless.flac 44100",
        "apple.m4a 44100 -c:a alac",
        "pack.wv 44100",
        "pcm.mkv 48000 -c:a pcm_s24le",
        "pcm.avi 44100 -c:a pcm_s16le",
        "pcm.mov 44100 -c:a pcm_s16be"
      })
  void losslessSoundsAreEqual(String text) {
    Path file = sound(text);
    Reading<Audio> read = AudioReader.read(file);
    assertThat(read.notes()).isEmpty();
    assertClose(read.value().samples(), decoded(file), 0);
    assertRangesArePartsOf(read.value(), file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layer3.mp3 44100",
        "layer3.avi 44100 -c:a libmp3lame -q:a 3",
        "layer2.mpg 48000 -c:a mp2",
        "aac.m4a 44100",
        "aac.mkv 44100 -c:a aac",
        "aac.ts 48000 -c:a aac",
        "aac.flv 44100 -c:a aac",
        "fragments.mp4 44100 -movflags frag_keyframe+empty_moov -frag_duration 200000",
        "vorbis.ogg 44100 -c:a libvorbis",
        "vorbis.mkv 44100 -c:a libvorbis",
        "opus.opus 48000",
        "opus.mkv 48000 -c:a libopus -frame_duration 2.5 -application lowdelay",
        "dolby.ac3 48000",
        "media.wma 44100 -c:a wmav2"
      })
  void lossySoundsAreEqualAsFarAsReleasesOfTheDecodersAre(String text) {
    Path file = sound(text);
    Reading<Audio> read = AudioReader.read(file);
    assertThat(read.notes()).isEmpty();
    assertClose(read.value().samples(), decoded(file), LOSSY);
    assertRangesArePartsOf(read.value(), file);
  }

  private Path sound(String text) {
    String[] words = text.split(" ", 3);
    String rest = words.length == 3 ? words[2] : "";
    return FfmpegTool.make(folder.resolve(words[0]), SOURCE + words[1] + " " + rest);
  }

  private static float[] decoded(Path file) {
    return floats("-i", file.toString(), "-map", "0:a", "-f", "f32le");
  }

  @Test
  void oneSampleAndSixChannelsAreEqual() {
    Path one = FfmpegTool.make(folder.resolve("one.flac"), SOURCE + "8000 -af atrim=end_sample=1");
    assertClose(AudioReader.read(one).value().samples(), decoded(one), 0);
    Path six =
        FfmpegTool.make(
            folder.resolve("six.flac"), SOURCE + "48000 -af pan=5.1|c0=c0|c2=c1|c3=c0|c5=c1");
    Audio read = AudioReader.read(six).value();
    assertThat(read.channels()).isEqualTo(6);
    assertClose(read.samples(), decoded(six), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gap.m4a 44100 1024 aac",
        "gap.mkv 44100 1024 aac",
        "gap.ts 44100 1024 aac",
        "gap.mkv 48000 960 libopus",
        "gap.mkv 44100 1024 pcm_s16le",
        "gap.mkv 44100 4608 flac",
        "gap.ts 48000 1152 mp2"
      })
  void packetsThatAreMissingAreSilence(String text) {
    String[] words = text.split(" ");
    int rate = Integer.parseInt(words[1]);
    int frame = Integer.parseInt(words[2]);
    String codec = " -c:a " + words[3] + " -strict -2";
    // The first few packets after one that is missing overlap with it.
    int last = frame > 4000 ? 7 : 25;
    int first = frame > 4000 ? 4 : 10;
    Path whole = FfmpegTool.make(folder.resolve("whole" + words[0]), TONES + rate + codec);
    String drop = " -bsf:a noise=drop='between(n\\," + first + "\\," + last + ")'";
    Path file =
        FfmpegTool.make(folder.resolve(words[0]), TONES + rate + codec + drop.replace("'", ""));
    Reading<Audio> read = AudioReader.read(file);
    Audio expected = AudioReader.read(whole).value();
    assertThat(read.value().length()).isEqualTo(expected.length());
    assertThat(read.notes()).hasSize(1);
    String seconds = Seconds.inWords((last - first + 1d) * frame / rate);
    assertThat(read.notes().get(0))
        .startsWith(seconds + " of silence at ")
        .endsWith(", where the file has no sound");
    assertSilentWithin(read.value(), expected, (last - first + 1) * frame);
    assertRangesArePartsOf(read.value(), file);
  }

  /** Everything but the gap and what overlaps with it is as in the whole. */
  private static void assertSilentWithin(Audio read, Audio whole, int length) {
    int channels = read.channels();
    int start = 0;
    int zeros = 0;
    for (int i = 0; i < read.length() && zeros < length; i++) {
      zeros = read.samples()[i * channels] == 0 ? zeros + 1 : 0;
      start = i - zeros + 1;
    }
    assertThat(zeros).isEqualTo(length);
    float[] before = Arrays.copyOf(read.samples(), start * channels);
    assertThat(before).containsExactly(Arrays.copyOf(whole.samples(), before.length));
    int behind = read.samples().length - read.samples().length / 5;
    float[] end = Arrays.copyOfRange(read.samples(), behind, read.samples().length);
    assertClose(end, Arrays.copyOfRange(whole.samples(), behind, whole.samples().length), 0.02f);
  }

  @Test
  void severalGapsAreToldInOneNote() {
    String drop = "-c:a aac -bsf:a noise=drop=between(n\\,5\\,9)+between(n\\,20\\,24)";
    Path file = FfmpegTool.make(folder.resolve("gaps.mkv"), SOURCE + "44100 " + drop);
    assertThat(AudioReader.read(file).notes())
        .containsExactly(
            "0.232 s of silence in 2 places, the first 0.116 s at 0.116 s, where the file has no"
                + " sound");
    assertThat(AudioReader.read(file, 0.3, 0.1, false).notes()).isEmpty();
  }

  @Test
  void silenceHasTheLengthThatFfmpegFillsIn() {
    String drop = "-c:a aac -bsf:a noise=drop=between(n\\,10\\,25)";
    Path file = FfmpegTool.make(folder.resolve("gap.m4a"), SOURCE + "44100 " + drop);
    String filter = "aresample=async=1:first_pts=0";
    float[] filled = floats("-i", file.toString(), "-af", filter, "-f", "f32le");
    assertClose(AudioReader.read(file).value().samples(), filled, LOSSY);
  }

  @Test
  void stampsThatBeginAnewAreNoGap() throws IOException {
    Path one = FfmpegTool.make(folder.resolve("one.ts"), SOURCE + "44100 -c:a mp2");
    byte[] bytes = Files.readAllBytes(one);
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    Path file = Files.write(folder.resolve("twice.ts"), twice);
    Reading<Audio> read = AudioReader.read(file);
    assertThat(read.value().length()).isEqualTo(2 * AudioReader.read(one).value().length());
    assertThat(read.notes()).hasSize(1);
    assertThat(read.notes().get(0)).startsWith("time stamps leap by -1.3");
  }
}
