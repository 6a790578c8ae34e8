package io.raf4j.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.audio.AudioWriter.Format;
import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sounds whose headers state what is not there, and such as are damaged. */
class DamagedSoundsTest {

  private static final double REST = Double.POSITIVE_INFINITY;

  /** Half a second of a sawtooth. */
  private static final int LENGTH = 4000;

  @TempDir private Path folder;

  private static Audio sawtooth() {
    float[] samples = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      samples[i] = (i % 50 - 25) / 64f;
    }
    return new Audio(8000, 1, 16, samples);
  }

  /** A WAV file with a header of 44 bytes, its two sizes replaced. */
  private Path wav(long sizeOfFile, long sizeOfSamples) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(AudioWriter.wav(sawtooth(), Format.PCM_16)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, (int) sizeOfFile).putInt(40, (int) sizeOfSamples);
    return Files.write(folder.resolve("sizes.wav"), bytes.array());
  }

  @ParameterizedTest
  @CsvSource({
    "8044, 8000",
    "8036, 8000",
    "8030, 8000",
    "0, 0",
    "2147483647, 2147483611",
    "2147479552, 2147479516",
    "4294967295, 4294967295"
  })
  void sizeOfTheWholeFileIsNotBelieved(long sizeOfFile, long sizeOfSamples) throws IOException {
    Reading<Audio> read = AudioReader.read(wav(sizeOfFile, sizeOfSamples));
    assertThat(read.value().samples()).containsExactly(sawtooth().samples());
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void oneSampleThatIsMissingIsTold() throws IOException {
    Path file = wav(8038, 8002);
    assertRefused(file, "is cut off: it holds 0.5 s of the 0.500125 s of sound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut.wav -c:a pcm_s24le",
        "cut.w64 -c:a pcm_s16le",
        "large.wav -c:a pcm_s16le -rf64 always",
        "cut.aiff -c:a pcm_s16be",
        "cut.caf -c:a pcm_s16be",
        "cut.au -c:a pcm_s16be",
        "cut.flac",
        "cut.mp3 -b:a 64k",
        "cut.mkv -c:a aac",
        "late.m4a -c:a alac -movflags faststart",
        "cut.wv"
      })
  void soundThatEndsEarlyIsRefusedOrReadAsFarAsItGoes(String text) throws IOException {
    String[] words = text.split(" ", 2);
    String tone = "-f lavfi -i aevalsrc=0.4*sin(2764*t)+0.1*random(0):s=44100:d=2 ";
    Path whole =
        FfmpegTool.make(
            folder.resolve("whole-" + words[0]), tone + (words.length == 2 ? words[1] : ""));
    byte[] bytes = Files.readAllBytes(whole);
    Path file = Files.write(folder.resolve(words[0]), Arrays.copyOf(bytes, bytes.length * 3 / 5));
    assertThatThrownBy(() -> AudioReader.read(file))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith(file.toString());
    Reading<Audio> read = AudioReader.read(file, 0, REST, true);
    assertThat(read.value().seconds()).isBetween(0.9, 1.3);
    assertThat(read.notes()).isNotEmpty();
    int same = read.value().samples().length - 4608;
    assertThat(Arrays.copyOf(read.value().samples(), same))
        .containsExactly(Arrays.copyOf(AudioReader.read(whole).value().samples(), same));
  }

  @ParameterizedTest
  @ValueSource(strings = {"flac", "m4a", "ac3"})
  void damagedPacketsAreRefusedOrTold(String ending) throws IOException {
    Path file =
        FfmpegTool.make(
            folder.resolve("flip." + ending),
            "-f lavfi -i aevalsrc=0.4*sin(2764*t)+0.2*random(0):s=44100:d=1");
    int length = AudioReader.read(file).value().length();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 8; i++) {
      bytes[bytes.length / 2 + i] ^= 0x10;
    }
    Files.write(file, bytes);
    assertRefused(file, "is damaged: 1 packet of sound cannot be decoded");
    Reading<Audio> read = AudioReader.read(file, 0, REST, true);
    assertThat(read.value().length()).isEqualTo(length);
    assertThat(read.notes().get(0)).startsWith("the file is damaged: 1 packet of sound");
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
  void firstSampleThatIsNoNumberIsNamed(float value, String word) {
    float[] samples = new float[2000];
    samples[1001] = value;
    samples[1500] = Float.NaN;
    Path file = folder.resolve("numbers.wav");
    AudioWriter.write(file, new Audio(8000, 2, 32, samples));
    String first = "the first is " + word + ", sample 500 (counted from 0, at 0.062500 s) of";
    assertThatThrownBy(() -> AudioReader.read(file))
        .hasMessageContaining(first + " channel 2 of 2");
    assertThatThrownBy(() -> AudioReader.read(file, 0.06, REST, true)).hasMessageContaining(first);
    assertThat(AudioReader.read(file, 0, 0.05, false).value().length()).isEqualTo(400);
  }

  @Test
  void bigEndianRiffIsRefusedSinceFfmpegReadsNoise() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * LENGTH);
    bytes.put("RIFX".getBytes()).putInt(36 + 2 * LENGTH).put("WAVEfmt ".getBytes()).putInt(16);
    bytes.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
    bytes.putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(2 * LENGTH);
    for (float sample : sawtooth().samples()) {
      bytes.putShort((short) (sample * 32_768));
    }
    Path file = Files.write(folder.resolve("big.wav"), bytes.array());
    assertThatThrownBy(() -> AudioReader.read(file))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith(file + " has its most significant bytes first (RIFX)");
  }

  private static void assertRefused(Path file, String words) {
    assertThatThrownBy(() -> AudioReader.read(file))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith(file + " " + words)
        .hasMessageEndingWith("with allow-damaged it is read as far as it goes");
  }
}
