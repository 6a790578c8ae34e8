package io.raf4j.spark.training;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.spark.files.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Checkpoints in a folder: {@code step-000000100/} holds {@code model.zip} (configuration,
 * parameters and updater state, as DL4J writes them) and {@code state.json}.
 *
 * <p>A checkpoint is written under a hidden name and renamed when it is complete, so that one that
 * is visible is whole; the last few are kept. Works on any Hadoop file system; one writer at a
 * time.
 */
final class FolderCheckpoints implements Checkpoints {

  private static final String PREFIX = "step-";
  private static final String STAGING = "_writing";

  private final FileSystem files;
  private final Path folder;
  private final int kept;

  private FolderCheckpoints(FileSystem files, Path folder, int kept) {
    this.files = files;
    this.folder = folder;
    this.kept = kept;
  }

  /** Opens a folder, see {@link Checkpoints#in}. */
  static FolderCheckpoints in(Path folder, int kept, Configuration hadoop) {
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      return new FolderCheckpoints(files, files.makeQualified(folder), kept);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the checkpoints in " + folder, e);
    }
  }

  @Override
  public void save(MultiLayerNetwork network, TrainingState state) {
    Path staging = new Path(folder, STAGING);
    Path target = new Path(folder, String.format(Locale.ROOT, "%s%09d", PREFIX, state.allSteps()));
    try {
      files.delete(staging, true);
      try (OutputStream out = files.create(new Path(staging, "model.zip"))) {
        ModelSerializer.writeModel(network, out, true);
      }
      try (OutputStream out = files.create(new Path(staging, "state.json"))) {
        out.write(Json.line(state).getBytes(StandardCharsets.UTF_8));
      }
      files.delete(target, true);
      if (!files.rename(staging, target)) {
        throw new IOException("cannot rename " + staging + " to " + target);
      }
      List<Path> all = list();
      for (Path old : all.subList(0, Math.max(0, all.size() - kept))) {
        files.delete(old, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + target, e);
    }
  }

  @Override
  public Optional<Path> lastFolder() {
    try {
      List<Path> all = list();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the checkpoints in " + folder, e);
    }
  }

  @Override
  public Optional<Checkpoint> last() {
    return lastFolder().map(this::read);
  }

  private Checkpoint read(Path checkpoint) {
    try (InputStream model = files.open(new Path(checkpoint, "model.zip"));
        InputStream state = files.open(new Path(checkpoint, "state.json"))) {
      MultiLayerNetwork network =
          BlockwiseNetwork.copyOf(ModelSerializer.restoreMultiLayerNetwork(model, true));
      TrainingState read = Json.read(state, TrainingState.class);
      network.getLayerWiseConfigurations().setIterationCount(read.step());
      return new Checkpoint(network, read);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoint " + checkpoint, e);
    }
  }

  private List<Path> list() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    Arrays.stream(files.listStatus(folder))
        .filter(FileStatus::isDirectory)
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith(PREFIX))
        .sorted(Comparator.comparing(Path::getName))
        .forEach(found::add);
    return found;
  }
}
