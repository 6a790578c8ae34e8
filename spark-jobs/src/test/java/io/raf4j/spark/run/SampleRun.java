package io.raf4j.spark.run;

import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.spark.page.FrameComparison;
import io.raf4j.spark.record.ActivationCurve;
import io.raf4j.spark.record.Environment;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.record.RunManifest.Stop;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.video.FrameRow;
import io.raf4j.spark.video.VideoReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A run as it might have been: made-up but plausible rows and pictures, the same every time. */
public final class SampleRun {

  public static final String CONFIGURATION =
      """
      video {
        frames = "0:16"
        network { layers = 4, width = 128, activation = sine-gaussian }
        training { steps = 4000, batch = 16384, workers = 2, averaging-frequency = 20 }
        seed = 42
      }
      """;

  private SampleRun() {}

  public static VideoReport report() {
    return new VideoReport(
        manifest(),
        "harbour <take 2>.mp4",
        FrameTimes.even(64, 1, 25),
        "4 layers of 128 neurons, each with its own mixture of a sine and a Gaussian (50,947"
            + " parameters)",
        metrics(200),
        frames(16),
        List.of(comparison(0), comparison(7), comparison(15)),
        activations(),
        CONFIGURATION);
  }

  public static RunManifest manifest() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("psnr_mean", 31.42);
    figures.put("ssim_mean", 0.931);
    figures.put("ms_ssim_mean", 0.965);
    figures.put("parameters", 50947);
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("path", "hdfs://namenode/clips/harbour <take 2>.mp4");
    input.put("bytes", 4_812_345);
    input.put("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    return RunManifest.start("harbour-42", "raf video --in 'harbour <take 2>.mp4' --out OUT")
        .with(Section.CONFIGURATION, Fields.of(Map.of("video", Map.of("seed", 42))))
        .with(Section.SEEDS, Fields.of(Map.of("run", 42)))
        .with(Section.INPUT, Fields.of(input))
        .with(Section.HARDWARE, Environment.hardware(List.of()))
        .with(Section.SOFTWARE, Environment.software(Fields.of(Map.of("blas", "OpenBLAS 0.3.21"))))
        .done(
            new Stop("steps", "it had taken all 4,000 steps that were asked for"),
            Fields.of(figures));
  }

  public static List<MetricRow> metrics(int rounds) {
    Random random = new Random(1);
    return IntStream.rangeClosed(1, rounds)
        .mapToObj(
            round -> {
              double loss =
                  0.002 + 0.15 * Math.exp(-round / 18.0) * (1 + 0.1 * random.nextGaussian());
              return new MetricRow(
                  "harbour-42",
                  round,
                  round * 20L,
                  round * 20L * 2 * 16384,
                  loss,
                  1e-3 * 0.5 * (1 + Math.cos(Math.PI * round / rounds)),
                  round == 1 ? Double.NaN : 10 * Math.log10(4 / loss),
                  410_000 + 9_000 * random.nextGaussian(),
                  round * 1.61,
                  Instant.parse("2026-01-02T03:04:05Z").plusMillis(round * 1610L),
                  "adam",
                  Double.NaN,
                  Double.NaN);
            })
        .toList();
  }

  public static List<FrameRow> frames(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              double psnr = 31.4 + 1.2 * Math.sin(i * 0.7) - (i == 0 ? 1.4 : 0);
              double mse = 4 * Math.pow(10, -psnr / 10);
              double ssim = 0.2 + psnr / 43;
              return new FrameRow(
                  "harbour-42", i, 30 + 2 * i, mse, psnr, ssim, Math.sqrt(ssim), 0.05);
            })
        .toList();
  }

  public static FrameComparison comparison(int index) {
    int height = 136;
    int width = 320;
    Random random = new Random(index);
    byte[] original = new byte[height * width * 3];
    byte[] blurred = new byte[original.length];
    for (int i = 0; i < height * width; i++) {
      double y = (i / width) / (double) height;
      double x = (i % width) / (double) width;
      for (int k = 0; k < 3; k++) {
        original[3 * i + k] = component(scene(x, y, index, k, 0.004));
        blurred[3 * i + k] = component(scene(x, y, index, k, 0.03) + 0.012 * random.nextGaussian());
      }
    }
    return new FrameComparison(
        index, new Frame(height, width, 3, original), new Frame(height, width, 3, blurred));
  }

  private static double scene(double x, double y, int time, int channel, double softness) {
    double sky = 0.9 - 0.5 * y + 0.08 * channel - 0.1 * Math.sin(6 * x);
    double waves = 0.25 + 0.12 * channel + 0.06 * Math.sin(90 * y + 14 * x + time);
    double centre = 0.25 + 0.03 * time;
    double boat = edge(0.12 - Math.hypot(x - centre, 1.2 * (y - 0.6)), softness);
    double water = edge(y - 0.58, softness);
    double colour = (1 - water) * sky + water * waves;
    return (1 - boat) * colour + boat * (channel == 0 ? 0.8 : 0.25 + 0.1 * channel);
  }

  private static double edge(double distance, double softness) {
    return 1 / (1 + Math.exp(-distance / softness));
  }

  private static byte component(double value) {
    return (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  public static List<ActivationCurve> activations() {
    double[] z = IntStream.range(0, 161).mapToDouble(i -> -2 + i / 40.0).toArray();
    return IntStream.range(0, 6)
        .mapToObj(
            i -> {
              double a = 2 + 0.3 * Math.sin(i);
              double b = 5 + i;
              return new ActivationCurve(
                  "layer " + (1 + i / 2) + ", neuron " + 13 * i,
                  z,
                  over(z, v -> 2 * Math.sin(5 * v) + Math.exp(-v * v / 0.02)),
                  over(z, v -> a * Math.sin(b * v) + 0.4 * i * Math.exp(-v * v / 0.1)));
            })
        .toList();
  }

  private static double[] over(double[] z, DoubleUnaryOperator f) {
    return DoubleStream.of(z).map(f).toArray();
  }

  public static VideoReport empty() {
    return new VideoReport(
        RunManifest.start("empty", "raf video").failed(new IllegalStateException("no <clip>")),
        "clip.mp4",
        FrameTimes.even(1, 1, 25),
        "one layer",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        CONFIGURATION);
  }
}
