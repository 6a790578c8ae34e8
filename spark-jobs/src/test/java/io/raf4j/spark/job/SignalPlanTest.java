package io.raf4j.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.audio.SampleChirp;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.datasets.signal.SignalSpectrum;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.signal.SignalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first layer of a picture's and of a sound's network is fitted to. */
class SignalPlanTest {

  @TempDir Path folder;

  private SignalPlan plan(JobKind kind, Path input) {
    return SignalPlan.of(
        kind,
        kind.resolve(null, List.of(), Map.of(Key.INPUT, input.toString())),
        new Configuration());
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
    double[] tensor = plan(JobKind.AUDIO, chirp).file().tensor();
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
    SignalPlan plan = plan(JobKind.IMAGE, picture);
    assertThat(plan.file().tensor())
        .containsExactly(SignalSpectrum.structureTensor(plan.file().read(new Configuration())));
  }

  /** Models of before sounds had a scale of their own have the tensor under its name. */
  @Test
  void earlierDescriptionsAreRead() throws IOException {
    Path chirp = folder.resolve("chirp.wav");
    SampleChirp.write(chirp, new SampleChirp.Options(8000, 0.1, 100, 1600));
    SignalFile file = plan(JobKind.AUDIO, chirp).file();
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
}
