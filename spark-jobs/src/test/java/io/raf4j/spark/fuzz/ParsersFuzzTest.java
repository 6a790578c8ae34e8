package io.raf4j.spark.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.datasets.fuzz.Mutants;
import io.raf4j.datasets.fuzz.Parsing;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.compare.Experiment;
import io.raf4j.spark.conf.HoconSource;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.PathPattern;
import io.raf4j.spark.files.TypedPath;
import io.raf4j.spark.plan.Amount;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.run.SampleRun;
import io.raf4j.spark.schedule.BatchJob;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * Everything that reads what people or other programs have written, given mutants of valid input:
 * it gives a value, or its own kind of exception with a sentence.
 *
 * <p>The system property {@code jqwik.tries.default} sets how many inputs each gets.
 */
class ParsersFuzzTest {

  private static final Configuration HADOOP = new Configuration();

  private static Path folder;

  private final Parsing settings = new Parsing(SettingsException.class);
  private final Parsing values = new Parsing(IllegalArgumentException.class);
  private final Parsing records = new Parsing(IOException.class);

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("raf4j-fuzz");
  }

  @AfterProperty
  void requireSoundInput() {
    settings.requireSomeAccepted();
    values.requireSomeAccepted();
    records.requireSomeAccepted();
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void assignmentsAreSettings(@ForAll("assignments") String text) {
    settings.require(() -> HoconSource.read(text));
    settings.require(() -> Settings.resolve(null, List.of(text), Map.of()));
  }

  @Provide
  Arbitrary<String> assignments() {
    return Mutants.ofTexts(
        List.of(
            "workers=4",
            "learning-rate = 1e-3",
            "seed=-1",
            "activation={ terms = [{ function = sin, beta = 30 }, { function = \"x^2\" }] }",
            "frames=3:17",
            "a.b.c=[1,2,[3]]"));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void filesAreSettings(@ForAll("settingsFiles") byte[] content) throws IOException {
    File file = file("settings.conf", content);
    settings.require(() -> HoconSource.read("--config", file, List.of()));
    settings.require(() -> Settings.resolve(file, List.of(), Map.of()));
  }

  @Provide
  Arbitrary<byte[]> settingsFiles() {
    return Mutants.ofBytes(
        List.of(
            bytes(Settings.resolve(null, List.of(), Map.of()).render()),
            bytes("workers = 2\nactivation = \"sin\"\n# note\nbatch = ${workers}\n"),
            bytes("a { b : [1, 2] }, c = ${?HOME} \"\"\"text\"\"\"")));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void numbersOfSettingsAreInTheirRange(@ForAll("numbers") String text, @ForAll Key key) {
    settings.require(
        () -> {
          Settings given = Settings.resolve(null, List.of(key.path() + "=" + text), Map.of());
          if (key.range().isPresent()) {
            assertThat(given.decimal(key)).isFinite();
          }
        });
  }

  @Provide
  Arbitrary<String> numbers() {
    return Mutants.ofTexts(List.of("1", "-3", "1e-3", "0.25", "1000000", "64,64"));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void activationsAreReadBack(@ForAll("activations") String text) {
    values.require(
        () -> {
          ReproducingActivation read = ReproducingActivation.fromText(text);
          assertThat(ReproducingActivation.fromText(read.toText())).isEqualTo(read);
        });
    values.require(() -> Presets.named(text));
  }

  @Provide
  Arbitrary<String> activations() {
    return Mutants.ofTexts(
        List.of(
            Presets.named("poly-sine-gaussian").toText(),
            """
            {"terms": [{"function": "sin", "alpha": {"normal": [0, 1]}, "share": "1/4"},
             {"function": "gaussian", "beta": 3, "share": 2}]}
            """,
            """
            {"name": "x", "mode": "sum", "sharing": "layer", "terms": [{"function": "x^3"}]}
            """));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void frameRangesAreReadBack(@ForAll("ranges") String text) {
    values.require(
        () -> {
          FrameRange range = FrameRange.parse(text);
          assertThat(range.from()).isLessThan(range.to());
          assertThat(FrameRange.parse(range.toString())).isEqualTo(range);
        });
  }

  @Provide
  Arbitrary<String> ranges() {
    return Mutants.ofTexts(List.of("0:9", ":", "5:", ":12", "999999999:"));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void amountsArePositive(@ForAll("amounts") String text) {
    values.require(() -> assertThat(Amount.memory(text)).isPositive());
    values.require(() -> assertThat(Amount.bandwidth(text)).isPositive().isFinite());
  }

  @Provide
  Arbitrary<String> amounts() {
    return Mutants.ofTexts(List.of("1GB/s", "10Gbit/s", "2.5KiBps", "8g", "512m", "0.5 TiB", "7"));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void recordsOfRunsAreReadBack(@ForAll("manifests") byte[] content) throws IOException {
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path(file("run.json", content).toURI());
    records.require(
        () -> {
          RunManifest read = RunManifest.read(path, HADOOP);
          file("again.json", bytes(read.json()));
          RunManifest again =
              RunManifest.read(
                  new org.apache.hadoop.fs.Path(path.getParent(), "again.json"), HADOOP);
          assertThat(again.json()).isEqualTo(read.json());
        });
  }

  @Provide
  Arbitrary<byte[]> manifests() {
    RunManifest running =
        RunManifest.start("run-1", "raf train video --steps 3")
            .with(Section.CONFIGURATION, Fields.NONE.with("workers", 4).with("rate", 1e-3));
    RunManifest done =
        running.done(
            new RunManifest.Stop("steps", "all steps were done"),
            Fields.NONE.with("psnr", Double.NaN).with("frames", List.of(1, 2)));
    return Mutants.ofBytes(List.of(bytes(running.json()), bytes(done.json())));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void batchFilesAreJobs(@ForAll("batches") byte[] content) throws IOException {
    File file = file("batch.conf", content);
    settings.require(() -> BatchJob.read(file, List.of(), Map.of()));
  }

  @Provide
  Arbitrary<byte[]> batches() {
    return Mutants.ofBytes(
        List.of(
            bytes(
                "job = nightly\nmodels = [\"runs/*\", other]\noutput = table\nunfinished = skip\n"
                    + "data-sets = [clips, { files = \"a*.mp4\", frames = \"0:9\", scale = 0.5 },"
                    + " { points = 100, seed = 3 }]\n"),
            bytes("job = a, models = b, data-sets = c, output = d")));
  }

  @Property(seed = "15", tries = 200, edgeCases = EdgeCasesMode.NONE)
  void experimentFilesAreExperiments(@ForAll("experiments") byte[] content) throws IOException {
    File file = file("experiment.conf", content);
    settings.require(() -> Experiment.read(file, Experiment.Choice.NONE, Raf.KINDS));
  }

  @Provide
  Arbitrary<byte[]> experiments() {
    return Mutants.ofBytes(
        List.of(
            bytes(
                "experiment = small\nkind = pde\nbaseline = sin\nmetric = relative_l2\n"
                    + "activations { sin { activation = sin }, x = ${activations.sin}"
                    + " { activation { terms = [{ function = tanh }] } } }\n"
                    + "subjects { poisson { problem = poisson, dim = 2, max-seconds = 9 } }\n"
                    + "seeds = [1, 2]\nsettings { optimizer = adam, steps = 10, width = 8 }\n"
                    + "sizes { short { seeds = [1] } }\nrun = side-by-side\n")));
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void pathsAreTypedByPeople(@ForAll("paths") String text) {
    settings.require(() -> TypedPath.of("--output", text, HADOOP));
    settings.require(() -> new PathPattern("models", folder + "/" + text).files(HADOOP));
  }

  @Provide
  Arbitrary<String> paths() {
    return Mutants.ofTexts(
        List.of(
            "runs/a*", "{a,b}/[c-d]?", "file:///x y", "a:b", "x/{y,{z,w}}", "\\{a\\}", "%41#q"));
  }

  @Property(seed = "15", tries = 300, edgeCases = EdgeCasesMode.NONE)
  void rowsAreReadOrRefused(@ForAll("parquet") byte[] content) throws IOException {
    Path rows = Files.createDirectories(folder.resolve("metrics"));
    Files.write(rows.resolve("rows-000000000001.parquet"), content);
    settings.require(
        () ->
            ParquetReport.open(
                    HADOOP, new org.apache.hadoop.fs.Path(rows.toUri()), MetricRow.FORMAT)
                .read());
  }

  @Provide
  Arbitrary<byte[]> parquet() {
    try {
      Path rows = Files.createTempDirectory(folder, "valid");
      ParquetReport.open(HADOOP, new org.apache.hadoop.fs.Path(rows.toUri()), MetricRow.FORMAT)
          .append(SampleRun.metrics(3));
      byte[] valid = Files.readAllBytes(rows.resolve("rows-000000000001.parquet"));
      return Mutants.ofBytes(List.of(valid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static File file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toFile();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
