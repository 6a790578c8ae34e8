package io.raf4j.spark.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.audio.SampleChirp;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.datasets.signal.SignalSpectrum;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first layer of a picture's and of a sound's network is fitted to. */
class SignalPlanTest {

  @TempDir Path folder;

  private static SignalPlan plan(SignalKind kind, Path input) {
    return plan(kind, input, Map.of());
  }

  /**
   * Every octave of the chirp lasts as long. Hann's window makes the power at the share u of its
   * length sin^4(pi u), a quarter of which lies before u = 0.4, where the frequency is f0 (f1 /
   * f0)^0.4.
   */
  @Test
  void aSoundIsFittedToTheFrequencyBelowAQuarterOfItsPower() {
    Path chirp = folder.resolve("chirp.wav");
    SampleChirp.write(chirp, new SampleChirp.Options(8000, 2, 100, 1600));
    double expected = 2 * Math.PI * 100 * Math.pow(16, 0.4) * 2 / 200;
    double[] tensor = plan(new AudioKind(), chirp).file().tensor();
    assertThat(tensor).hasSize(1);
    assertThat(Math.sqrt(tensor[0])).isCloseTo(expected, within(0.05 * expected));
  }

  @Test
  void aPictureIsFittedToItsStructureTensor() {
    Path picture = folder.resolve("waves.png");
    float[] values = new float[32 * 32];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.sin(i / 32 * 0.7) * Math.cos(i % 32 * 0.3));
    }
    ImageWriter.write(picture, new Image(32, 32, 1, 16, values));
    SignalPlan plan = plan(new ImageKind(), picture);
    assertThat(plan.file().tensor())
        .containsExactly(
            SignalSpectrum.structureTensor(plan.kind().read(plan.file(), new Configuration())));
  }

  /** Models of before sounds had a scale of their own have the tensor under its name. */
  @Test
  void earlierDescriptionsAreRead() throws IOException {
    Path chirp = folder.resolve("chirp.wav");
    SampleChirp.write(chirp, new SampleChirp.Options(8000, 0.1, 100, 1600));
    SignalFile file = plan(new AudioKind(), chirp).file();
    Path written = folder.resolve("signal.json");
    org.apache.hadoop.fs.Path there = new org.apache.hadoop.fs.Path(written.toUri());
    file.write(there, new Configuration());
    String now = Files.readString(written);
    Files.delete(written);
    Files.deleteIfExists(folder.resolve(".signal.json.crc"));
    assertThat(now).contains("\"scale_tensor\"");
    Files.writeString(written, now.replace("scale_tensor", "structure_tensor"));
    assertThat(SignalFile.readFile(there, new Configuration())).isEqualTo(file);
  }

  /** A mono sound of so many samples. */
  private SignalPlan ofSamples(int samples, Map<Key, String> more) {
    Path chirp = folder.resolve(samples + ".wav");
    if (!Files.exists(chirp)) {
      SampleChirp.write(chirp, new SampleChirp.Options(8000, samples / 8000.0, 100, 1600));
    }
    SignalPlan plan = plan(new AudioKind(), chirp, more);
    assertThat(plan.file().samples()).isEqualTo(samples);
    return plan;
  }

  @Test
  void stepsOfSoundsTakeAllSamplesUnlessTheSoundIsLong() {
    int most = 1 << 16;
    assertThat(ofSamples(most, Map.of()).network().training().batch()).isEqualTo(most);
    assertThat(ofSamples(most, Map.of()).network().training().averagingFrequency()).isEqualTo(10);
    SignalPlan longer = ofSamples(most + 8, Map.of());
    assertThat(longer.network().training().batch()).isEqualTo(8192);
    assertThat(longer.network().training().averagingFrequency()).isEqualTo(20);
    assertThat(longer.settings().integer(Key.BATCH)).isEqualTo(8192);
    SignalPlan shared = ofSamples(most + 8, Map.of(Key.WORKERS, "4"));
    assertThat(shared.network().training().batch()).isEqualTo(8192);
  }

  @Test
  void whatIsGivenOfStepsHoldsForLongSoundsToo() {
    int samples = (1 << 16) + 8;
    SignalPlan all = ofSamples(samples, Map.of(Key.BATCH, "", Key.WORKERS, "3"));
    assertThat(all.network().training().batch()).isEqualTo((samples + 2) / 3);
    assertThat(all.network().training().averagingFrequency()).isEqualTo(10);
    SignalPlan few = ofSamples(samples, Map.of(Key.BATCH, "100"));
    assertThat(few.network().training().batch()).isEqualTo(100);
    assertThat(few.network().training().averagingFrequency()).isEqualTo(10);
    SignalPlan often = ofSamples(samples, Map.of(Key.AVERAGING_FREQUENCY, "7"));
    assertThat(often.network().training().batch()).isEqualTo(8192);
    assertThat(often.network().training().averagingFrequency()).isEqualTo(7);
  }

  @Test
  void stepsOfPicturesWithoutEncodingTakeAllPixelsWhateverTheirNumber() {
    Path picture = folder.resolve("wide.png");
    ImageWriter.write(picture, new Image(300, 300, 1, 8, new float[300 * 300]));
    TrainingOptions training = plan(new ImageKind(), picture).network().training();
    assertThat(training.batch()).isEqualTo(300 * 300);
    assertThat(training.averagingFrequency()).isEqualTo(10);
  }

  private static SignalPlan plan(SignalKind kind, Path input, Map<Key, String> more) {
    Map<Key, String> options = new EnumMap<>(Key.class);
    options.putAll(more);
    options.put(Key.INPUT, input.toString());
    return kind.plan(Jobs.of(kind.name(), List.of(), options), new Configuration());
  }

  /** A PNG of 3 rows and 5 columns that is to be turned by a quarter, by its chunk eXIf. */
  private Path lying() throws IOException {
    byte[] png = ImageWriter.png(new Image(3, 5, 1, 8, new float[15]));
    ByteBuffer chunk = ByteBuffer.allocate(38).putInt(26).put("eXIf".getBytes());
    chunk.putShort((short) 0x4d4d).putShort((short) 42).putInt(8).putShort((short) 1);
    chunk.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) 6);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 30);
    chunk.putInt(34, (int) sum.getValue());
    ByteBuffer all = ByteBuffer.allocate(png.length + 38).put(png, 0, 33).put(chunk.array());
    all.put(png, 33, png.length - 33);
    return Files.write(folder.resolve("lying.png"), all.array());
  }

  @Test
  void aPictureIsTurnedUnlessItIsWantedAsStored() throws IOException {
    SignalPlan shown = plan(new ImageKind(), lying(), Map.of());
    assertThat(shown.file().extents()).containsExactly(5, 3);
    assertThat(shown.kind().read(shown.file(), new Configuration()).grid().extents())
        .containsExactly(5, 3);
    String note = "the image is turned by 90 degrees clockwise, as its file says";
    assertThat(shown.notes()).containsExactly(note);
    SignalPlan stored = plan(new ImageKind(), lying(), Map.of(Key.ORIENTATION, "stored"));
    assertThat(stored.file().extents()).containsExactly(3, 5);
    SignalPlan sized = plan(new ImageKind(), lying(), Map.of(Key.SIZE, "10x6"));
    assertThat(sized.file().extents()).containsExactly(10, 6);
  }

  @Test
  void soundThatIsCutOffIsLearnedWhereDamageIsAllowed() throws IOException {
    Path chirp = folder.resolve("chirp.wav");
    SampleChirp.write(chirp, new SampleChirp.Options(8000, 0.5, 100, 1600));
    byte[] bytes = Files.readAllBytes(chirp);
    Files.write(chirp, Arrays.copyOf(bytes, bytes.length - 4000));
    assertThatThrownBy(() -> plan(new AudioKind(), chirp))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is cut off: it holds");
    SignalPlan plan = plan(new AudioKind(), chirp, Map.of(Key.ALLOW_DAMAGED, "true"));
    assertThat(plan.file().notes()).hasSize(1);
    assertThat(plan.kind().read(plan.file(), new Configuration()).samples()).isLessThan(4000);
  }

  @Test
  void sizesThatNoArrayOrHeapHoldsAreRefused() throws IOException {
    for (String size : List.of("9999x9999", "100x999999", "999999x100")) {
      assertThatThrownBy(() -> plan(new ImageKind(), lying(), Map.of(Key.SIZE, size)))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("give a smaller --size");
    }
  }
}
