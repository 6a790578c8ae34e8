package io.raf4j.spark.solution;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.solution.SolutionJob.Progress;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes values to a file of some format, all of it or nothing. */
final class Export {

  /** Evaluates points, some at a time. */
  interface Values {
    Progress into(ValueSink sink) throws IOException;
  }

  /** Evaluates the points of a source, some at a time. */
  interface ValuesOf {
    Progress into(PointSource source, ValueSink sink) throws IOException;
  }

  private static final int MOST_AXES = 3;

  private final SolutionFormat format;
  private final Path target;
  private final Configuration hadoop;
  private final FileSystem files;
  private final Columns columns;
  private final boolean overwrite;

  /**
   * Prepares a file.
   *
   * @throws SettingsException if it is there and not to be replaced
   */
  Export(
      SolutionFormat format, Path target, Configuration hadoop, Columns columns, boolean overwrite)
      throws IOException {
    this.format = format;
    this.target = target;
    this.hadoop = hadoop;
    this.files = target.getFileSystem(hadoop);
    this.columns = columns;
    this.overwrite = overwrite;
    requireFree(target);
  }

  private void requireFree(Path path) throws IOException {
    if (!overwrite && files.exists(path)) {
      throw new SettingsException(
          "--output " + path + " exists; choose another file, or give --overwrite");
    }
  }

  /** Writes a table of points. */
  Progress ofPoints(long count, Values values) throws IOException {
    return table(List.of(count), values);
  }

  /**
   * Writes a grid.
   *
   * @param hasTime whether the first axis is time
   */
  Progress ofGrid(Grid grid, boolean hasTime, ValuesOf values) throws IOException {
    if (!format.needsGrid()) {
      return table(grid.sizes(), sink -> values.into(grid, sink));
    }
    boolean isSeries = format == SolutionFormat.PVD;
    if (isSeries && !hasTime) {
      throw new SettingsException(
          "--format pvd is of images in time, and the problem has none; expected vti");
    }
    List<Integer> axes =
        IntStream.range(isSeries ? 1 : 0, grid.sizes().size())
            .filter(axis -> grid.sizes().get(axis) > 1)
            .boxed()
            .toList();
    requireImage(grid, axes);
    VtkImage image = new VtkImage(grid, axes, columns.valueNames());
    List<Integer> order = new ArrayList<>(IntStream.range(0, grid.sizes().size()).boxed().toList());
    Collections.reverse(order.subList(isSeries ? 1 : 0, order.size()));
    ValuesOf ordered = (source, sink) -> values.into(grid.ordered(order), sink);
    return isSeries ? series(grid, image, ordered) : image(grid, image, ordered);
  }

  private void requireImage(Grid grid, List<Integer> axes) {
    if (axes.size() > MOST_AXES) {
      throw new SettingsException(
          String.format(
              "--grid makes an image of %d axes; VTK has %d: give coordinates 1, for their middle%s",
              axes.size(), MOST_AXES, format == SolutionFormat.VTI ? ", or pvd for the time" : ""));
    }
    double bytes = (double) VtkImage.points(grid, axes) * columns.wanted().size() * Double.BYTES;
    if (bytes > Runtime.getRuntime().maxMemory() / 2.0) {
      throw new SettingsException(
          String.format(
              "--grid makes an image of %.0f MiB, which is held in a heap of %d MiB; make it"
                  + " coarser, or write npy",
              bytes / (1 << 20), Runtime.getRuntime().maxMemory() >> 20));
    }
  }

  private Progress table(List<? extends Number> shape, Values values) throws IOException {
    return into(
        file ->
            switch (format) {
              case CSV -> new CsvTable(create(file), columns);
              case PARQUET -> new ParquetTable(files, file, columns);
              default -> new NpyTable(create(file), columns, shape);
            },
        values);
  }

  private Progress image(Grid grid, VtkImage image, ValuesOf values) throws IOException {
    return into(file -> new VtkFile(create(file), image), sink -> values.into(grid, sink));
  }

  /** Makes what writes a file that is not there yet. */
  private interface Sinks {
    ValueSink to(Path file) throws IOException;
  }

  private Progress into(Sinks sinks, Values values) throws IOException {
    List<Progress> progress = new ArrayList<>();
    AtomicFile.write(
        target,
        hadoop,
        (system, file) -> {
          try (ValueSink sink = sinks.to(file)) {
            progress.add(values.into(sink));
          }
        });
    return progress.get(0);
  }

  private OutputStream create(Path file) throws IOException {
    return new BufferedOutputStream(AtomicFile.create(files, file), 1 << 16);
  }

  /** Writes the images first and then the collection, which so never names one that is missing. */
  private Progress series(Grid grid, VtkImage image, ValuesOf values) throws IOException {
    String name = target.getName().replaceFirst("\\.[pP][vV][dD]$", "") + ".steps";
    Path folder = new Path(target.getParent(), name);
    requireFree(folder);
    requireImagesAlone(folder);
    Path temporary = new Path(target.getParent(), "." + UUID.randomUUID() + ".tmp");
    Progress progress;
    try (Closeable deleted = () -> files.delete(temporary, true)) {
      files.mkdirs(temporary);
      try (ValueSink sink = new VtkSeries(files, temporary, image)) {
        progress = values.into(grid, sink);
      }
      files.delete(target, false);
      files.delete(folder, true);
      AtomicFile.place(files, temporary, folder);
    }
    AtomicFile.write(target, VtkSeries.collection(name, grid), hadoop);
    return progress;
  }

  /** What is replaced is what was written here, and nothing else. */
  private void requireImagesAlone(Path folder) throws IOException {
    if (files.exists(folder)) {
      for (FileStatus one : files.listStatus(folder)) {
        if (!one.getPath().getName().matches("\\d+\\.vti")) {
          throw new SettingsException(
              one.getPath() + " is no image of a solution; choose another --output");
        }
      }
    }
  }
}
