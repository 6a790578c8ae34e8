package io.raf4j.spark.record;

import io.raf4j.dl4j.ModelArchive;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Leftovers;
import io.raf4j.spark.files.TypedPath;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The folder that a run leaves behind, and the names in it; on any Hadoop file system.
 *
 * @param root the folder, qualified
 * @param hadoop configuration that names the file systems
 */
public record RunFolder(Path root, Configuration hadoop) {

  /**
   * Returns the folder that a person typed.
   *
   * @param option where it was typed, for messages
   * @throws SettingsException if there can be no such folder
   */
  public static RunFolder of(String option, String text, Configuration hadoop) {
    return new RunFolder(TypedPath.of(option, text, hadoop), hadoop);
  }

  /** The folder of pictures that are files of their own. */
  public static final String PAPER_PICTURES = "pictures";

  public Path runJson() {
    return new Path(root, "run.json");
  }

  public Path model() {
    return new Path(root, "model/model.zip");
  }

  /**
   * Returns what lies beside the model and says what it has learned.
   *
   * @param name of the file, which is that of one kind of work or of a few
   */
  public Path besideModel(String name) {
    return new Path(root, "model/" + name);
  }

  public Path checkpoints() {
    return new Path(root, "checkpoints");
  }

  public Path metrics() {
    return new Path(root, "metrics");
  }

  public Path report() {
    return new Path(root, "report");
  }

  /** Rows of one kind, where a run has several. */
  public Path report(String kind) {
    return new Path(report(), kind);
  }

  public Path page() {
    return new Path(root, "report.html");
  }

  public Path shards() {
    return new Path(root, "shards");
  }

  /** The reconstruction, a file of the kind that its ending says: mp4, png or wav. */
  public Path reconstruction(String ending) {
    return new Path(root, "reconstruction." + ending);
  }

  /** Pictures on their way from the executors into the clip and the page. */
  public Path pictures() {
    return new Path(root, "_pictures");
  }

  /** Returns the file system of the folder. */
  public FileSystem files() {
    try {
      return root.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the file system of " + root, e);
    }
  }

  /** Returns whether there is a file or a folder. */
  public boolean has(Path path) {
    try {
      return files().exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for " + path, e);
    }
  }

  /** Deletes a file or a folder with all that is in it; nothing where there is none. */
  public void delete(Path path) {
    try {
      files().delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  /**
   * Deletes what a process that was killed left half-written under hidden names. Whoever calls it
   * has the {@link Claim}.
   */
  public void dropLeftovers() {
    List.of(
            root,
            model().getParent(),
            checkpoints(),
            metrics(),
            shards(),
            report(),
            new Path(root, PAPER_PICTURES))
        .forEach(place -> Leftovers.delete(place, hadoop));
    kindsOfRows().forEach(place -> Leftovers.delete(place, hadoop));
    delete(pictures());
  }

  private List<Path> kindsOfRows() {
    List<Path> folders = new ArrayList<>();
    if (has(report())) {
      try {
        for (FileStatus entry : files().listStatus(report())) {
          if (entry.isDirectory()) {
            folders.add(entry.getPath());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + report(), e);
      }
    }
    return folders;
  }

  /** Writes a trained network, which replaces the one that is there. */
  public void writeModel(MultiLayerNetwork network) {
    Path temporary = new Path(model().getParent(), "." + UUID.randomUUID() + ".tmp");
    // Where nothing is written, nothing is deleted either, and that is the lesser news.
    try (Closeable deleted = () -> files().delete(temporary, false)) {
      try (OutputStream out = AtomicFile.create(files(), temporary)) {
        ModelArchive.write(network, out, false);
      }
      AtomicFile.replace(files(), temporary, model());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + model(), e);
    }
  }

  /**
   * Refuses a folder in which there is something, so that no run overwrites another, and one that
   * cannot be made. A run that ended before it wrote anything leaves its {@link Claim} alone.
   *
   * @throws SettingsException if there is, or it cannot
   */
  public void requireNew() {
    if (has(root) && !holdsClaimsAlone()) {
      String owner =
          Claim.told(root, hadoop).map(who -> " and was not given back by " + who).orElse("");
      throw new SettingsException(
          "--output "
              + root
              + " exists"
              + owner
              + "; choose another folder, remove it, or give --resume to go"
              + " on with an interrupted run");
    }
    TypedPath.requireWritable("--output", root);
  }

  private boolean holdsClaimsAlone() {
    try {
      FileStatus[] all = files().listStatus(root);
      return all.length == 1 && all[0].getPath().getName().equals(Claim.FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + root, e);
    }
  }
}
