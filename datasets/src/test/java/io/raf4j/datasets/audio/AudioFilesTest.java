package io.raf4j.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.audio.AudioWriter.Format;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.VideoWriter;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sounds through files and back, written by this library and by Java's own. */
class AudioFilesTest {

  @TempDir private Path folder;

  /** Samples that whole numbers of so many bits hold exactly, both ends of the range among them. */
  private static Audio noise(int length, int channels, int bits) {
    Random random = new Random(bits);
    float half = (float) Math.pow(2, bits - 1);
    float[] samples = new float[length * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.round((random.nextFloat() * 2 - 1) * (half - 1)) / half;
    }
    samples[0] = -1;
    samples[samples.length - 1] = bits == 32 ? Math.nextDown(1f) : (half - 1) / half;
    return new Audio(44_100, channels, bits, samples);
  }

  /** Writes whole numbers through Java's own sound library. */
  private Path written(Audio audio) throws IOException {
    int bits = audio.bits();
    byte[] bytes = new byte[audio.samples().length * bits / 8];
    for (int i = 0; i < audio.samples().length; i++) {
      long level = Math.round(audio.samples()[i] * Math.pow(2, bits - 1)) + (bits == 8 ? 128 : 0);
      for (int b = 0; b < bits / 8; b++) {
        bytes[i * bits / 8 + b] = (byte) (level >> 8 * b);
      }
    }
    AudioFormat format =
        new AudioFormat(audio.sampleRate(), bits, audio.channels(), bits > 8, false);
    File file = folder.resolve("java" + bits + ".wav").toFile();
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(bytes), format, audio.length()),
        AudioFileFormat.Type.WAVE,
        file);
    return file.toPath();
  }

  private static void assertSame(Audio read, Audio expected) {
    assertThat(read.sampleRate()).isEqualTo(expected.sampleRate());
    assertThat(read.channels()).isEqualTo(expected.channels());
    assertThat(read.bits()).isEqualTo(expected.bits());
    assertThat(read.samples()).containsExactly(expected.samples());
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 2", "16, 1", "16, 2", "24, 1", "24, 2"})
  void wholeNumbersAreReadExactly(int bits, int channels) throws IOException {
    Audio audio = noise(5001, channels, bits);
    assertSame(AudioReader.read(written(audio)).value(), audio);
  }

  @Test
  void thirtyTwoBitsAreReadToTheNearestFloat() throws IOException {
    Audio audio = noise(5001, 2, 32);
    float[] read = AudioReader.read(written(audio)).value().samples();
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).isCloseTo(audio.samples()[i], within(1.2e-7f));
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 1", "16, 2", "24, 1", "24, 2", "16, 6"})
  void wholeNumbersComeBackFromOurWriter(int bits, int channels) {
    Audio audio = noise(1001, channels, bits);
    Path file = folder.resolve("own.wav");
    AudioWriter.write(file, audio);
    assertSame(AudioReader.read(file).value(), audio);
  }

  @Test
  void floatsComeBackBitByBitBeyondFullScaleToo() {
    Audio audio = new Audio(8000, 1, 32, new float[] {0.1f, -3.7f, 1e-20f, 1, -1, 2.5f});
    Path file = folder.resolve("float.wav");
    AudioWriter.write(file, audio);
    assertSame(AudioReader.read(file).value(), audio);
  }

  @ParameterizedTest
  @CsvSource({"PCM_16, 16, 1", "PCM_16, 16, 2", "PCM_24, 24, 1", "PCM_24, 24, 2"})
  void javaPlaysWhatWeWrite(Format format, int bits, int channels) throws Exception {
    Audio audio = noise(333, channels, bits);
    Path file = folder.resolve("played.wav");
    AudioWriter.write(file, audio, format);
    try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
      assertThat(stream.getFormat().getSampleSizeInBits()).isEqualTo(bits);
      assertThat(stream.getFormat().getChannels()).isEqualTo(channels);
      assertThat(stream.getFormat().getSampleRate()).isEqualTo(44_100);
      assertThat(stream.getFrameLength()).isEqualTo(333);
    }
  }

  @Test
  void samplesBeyondFullScaleAreClippedInWholeNumbers() {
    Path file = folder.resolve("clipped.wav");
    AudioWriter.write(file, new Audio(8000, 1, 16, new float[] {2, -2, 0.5f}));
    assertThat(AudioReader.read(file).value().samples())
        .containsExactly(32_767 / 32_768f, -1, 0.5f);
  }

  @Test
  void rangeIsPartOfTheWhole() throws IOException {
    Path file = written(noise(20_000, 2, 16));
    Audio whole = AudioReader.read(file).value();
    for (double from : new double[] {0, 0.05, 0.2}) {
      assertSame(AudioReader.read(file, from, 0.1, false).value(), whole.range(from, 0.1));
      Audio rest = AudioReader.read(file, from, Double.POSITIVE_INFINITY, false).value();
      assertSame(rest, whole.range(from, Double.POSITIVE_INFINITY));
    }
    assertThat(AudioReader.read(file, 0.05, 0.1, false).value().length()).isEqualTo(4410);
  }

  @Test
  void rangeThatLeavesTheSoundIsRefused() throws IOException {
    Path file = written(noise(44_100, 1, 16));
    for (double[] range : new double[][] {{0.5, 0.6}, {1, 1}}) {
      assertThatThrownBy(() -> AudioReader.read(file, range[0], range[1], false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a range within 0 to 1.0 s");
    }
    assertThatThrownBy(() -> AudioReader.read(file, 0.5, 1e-9, false))
        .hasMessageStartingWith("seconds is 1.0E-9; expected at least one sample of 2.26");
    assertThatThrownBy(() -> AudioReader.read(file, -1, 1, false))
        .hasMessage("from is -1.0 s; expected 0 or more");
    assertThatThrownBy(() -> AudioReader.read(file, 0, 0, false))
        .hasMessage("seconds is 0.0; expected above 0");
  }

  @Test
  void writerLeavesNothingBehindAndWritesTheSameBytes() throws IOException {
    Path file = folder.resolve("sound.wav");
    Audio audio = noise(101, 1, 24);
    AudioWriter.write(file, audio);
    assertThat(Files.readAllBytes(file)).isEqualTo(AudioWriter.wav(audio, Format.PCM_24));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    Path nowhere = folder.resolve("missing").resolve("sound.wav");
    assertThatThrownBy(() -> AudioWriter.write(nowhere, audio))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("sound.wav cannot be written");
  }

  @Test
  void missingAndEmptyFilesAreNamed() throws IOException {
    Path missing = folder.resolve("missing.wav");
    assertRefused(missing, "no such file: " + missing);
    Path empty = Files.createFile(folder.resolve("empty.wav"));
    assertRefused(empty, empty + " is empty (0 bytes)");
    assertRefused(folder, folder + " is not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.wav", "text.mp3", "text"})
  void textIsNoSound(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "This is not a sound.\n".repeat(200));
    assertThatThrownBy(() -> AudioReader.read(file))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void silentFilmHasNoAudioStream() {
    Path file = folder.resolve("film.mp4");
    Frame frame = new Frame(16, 16, 1, new byte[256]);
    VideoWriter.write(file, VideoWriter.Format.MP4, 25, List.of(frame, frame));
    assertRefused(file, file + " has no audio stream (QuickTime / MOV)");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void soundThatEndsEarlyIsCutOff(int bits) throws IOException {
    byte[] bytes = Files.readAllBytes(written(noise(44_100, 1, bits)));
    Path file = folder.resolve("cut.wav");
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 22_050 * bits / 8));
    assertRefused(
        file,
        file
            + " is cut off: it holds 0.5 s of the 1 s of sound that its header states;"
            + " with allow-damaged it is read as far as it goes");
  }

  @Test
  void headerWithoutASampleIsRefused() throws IOException {
    byte[] bytes = AudioWriter.wav(noise(10, 1, 16), Format.PCM_16);
    Path file = Files.write(folder.resolve("header.wav"), Arrays.copyOf(bytes, 44));
    assertThatThrownBy(() -> AudioReader.read(file)).isInstanceOf(MediaException.class);
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> AudioReader.read(file))
        .isInstanceOf(MediaException.class)
        .hasMessage(message);
  }
}
