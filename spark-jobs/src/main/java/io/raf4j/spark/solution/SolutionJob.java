package io.raf4j.spark.solution;

import io.raf4j.solver.Derivative;
import io.raf4j.solver.PdeSolution;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.TypedPath;
import io.raf4j.spark.record.FinishedModel;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.session.JobSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Evaluates the solution of a finished run and writes one file of what it finds. */
public final class SolutionJob {

  /** Points that are evaluated and written together. */
  private static final int TOGETHER = 8192;

  /** What was written. */
  private record Written(
      String output,
      String format,
      String problem,
      long points,
      long outside,
      List<String> columns,
      double seconds) {}

  private final SolutionRequest request;
  private final Configuration hadoop;
  private final SolutionFormat format;
  private final Path target;
  private final PdeSolution solution;
  private final Columns columns;

  private SolutionJob(SolutionRequest request) {
    this.request = request;
    this.hadoop = JobSession.hadoopHere();
    this.format = SolutionFormat.of(request.format(), request.output());
    requirePlaces();
    this.target = TypedPath.file("--output", request.output(), hadoop);
    this.solution = solution();
    this.columns = new Columns(solution.coordinates(), wanted());
  }

  /**
   * Does what is asked, without a Spark job.
   *
   * @return the figures: {@code points}, {@code outside}, {@code columns}, {@code seconds}
   * @throws SettingsException if the run has no solution of a differential equation, or the points,
   *     names or files are wrong
   */
  public static Fields run(SolutionRequest request) {
    long start = System.nanoTime();
    SolutionJob job = new SolutionJob(request);
    Progress progress = job.write();
    return Fields.of(
        new Written(
            job.target.toString(),
            job.format.label(),
            job.solution.problem().name(),
            progress.points,
            progress.outside,
            job.columns.names(),
            (System.nanoTime() - start) * 1e-9));
  }

  private void requirePlaces() {
    if (request.points().isPresent() == request.grid().isPresent()) {
      throw new SettingsException(
          (request.grid().isPresent() ? "--points and --grid are both given" : "nothing says where")
              + "; expected --points FILE or --grid N,N");
    }
    if (format.needsGrid() && request.grid().isEmpty()) {
      throw new SettingsException(
          "--format " + format.label() + " is of grids; give --grid in place of --points");
    }
  }

  private PdeSolution solution() {
    FinishedModel model = FinishedModel.of(RunFolder.of("--input", request.input(), hadoop));
    try {
      return PdeSolution.of(model.network());
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--input " + request.input() + ": " + e.getMessage(), e);
    }
  }

  private List<Derivative> wanted() {
    try {
      List<Derivative> more = request.derivatives().map(Derivative::listFromText).orElse(List.of());
      List<Derivative> all =
          Stream.concat(solution.unknowns().stream().map(Derivative::of), more.stream())
              .distinct()
              .toList();
      solution.evaluate(all, new double[0]);
      return all;
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--derivatives: " + e.getMessage(), e);
    }
  }

  private Progress write() {
    try {
      return request.grid().isPresent() ? writeGrid() : writePoints();
    } catch (FileNotFoundException e) {
      throw new SettingsException("--points " + request.points().orElse("") + " is no file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  private Progress writeGrid() throws IOException {
    Grid grid = Grid.of(request.grid().orElseThrow(), solution.bounds(), solution.coordinates());
    return new Export(format, target, hadoop, columns, request.overwrite())
        .ofGrid(grid, solution.problem().coordinates().hasTime(), this::evaluate);
  }

  private Progress writePoints() throws IOException {
    String typed = request.points().orElseThrow();
    Path file = TypedPath.of("--points", typed, hadoop);
    PointSource source =
        typed.toLowerCase(Locale.ROOT).endsWith(".parquet")
            ? new ParquetPoints(file, solution.coordinates(), hadoop)
            : new CsvPoints(file, solution.coordinates(), hadoop);
    long count = requirePoints(source);
    return new Export(format, target, hadoop, columns, request.overwrite())
        .ofPoints(count, sink -> evaluate(source, sink));
  }

  /** Looks at all points before anything is written. */
  private long requirePoints(PointSource source) throws IOException {
    long count = 0;
    try (PointSource.Pass pass = source.pass()) {
      for (Optional<double[]> next = pass.next(); next.isPresent(); next = pass.next()) {
        count++;
        if (!request.allowsOutside() && !solution.contains(next.get())) {
          throw new SettingsException(
              pass.place()
                  + " has the point "
                  + solution.inWords(next.get())
                  + ", outside of the domain of "
                  + solution.problem().name()
                  + "; leave it out, or give --allow-outside for NaN there");
        }
      }
    }
    if (count == 0) {
      throw new SettingsException("--points " + request.points().orElse("") + " has no points");
    }
    return count;
  }

  private Progress evaluate(PointSource source, ValueSink sink) throws IOException {
    int d = columns.coordinates().size();
    Progress progress = new Progress();
    try (PointSource.Pass pass = source.pass()) {
      List<double[]> some = some(pass);
      while (!some.isEmpty()) {
        double[] points = new double[some.size() * d];
        for (int p = 0; p < some.size(); p++) {
          System.arraycopy(some.get(p), 0, points, p * d, d);
        }
        double[] values = solution.evaluateWhereInside(columns.wanted(), points);
        progress.count(some.size(), values);
        sink.write(points, values);
        some = some(pass);
      }
    }
    return progress;
  }

  private static List<double[]> some(PointSource.Pass pass) throws IOException {
    List<double[]> some = new ArrayList<>();
    while (some.size() < TOGETHER) {
      Optional<double[]> next = pass.next();
      if (next.isEmpty()) {
        break;
      }
      some.add(next.get());
    }
    return some;
  }

  /** How many points have been evaluated, and how many of them lie outside. */
  static final class Progress {
    private long points;
    private long outside;

    private void count(int more, double[] values) {
      points += more;
      int width = values.length / more;
      for (int p = 0; p < more; p++) {
        outside += Double.isNaN(values[p * width]) ? 1 : 0;
      }
    }
  }
}
