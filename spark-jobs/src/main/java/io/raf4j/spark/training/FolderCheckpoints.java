package io.raf4j.spark.training;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.dl4j.ModelArchive;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.files.Json;
import java.io.FileNotFoundException;
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
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Checkpoints in a folder: {@code step-000000100/} holds {@code model.zip} (configuration,
 * parameters and updater state, as DL4J writes them) and {@code state.json}.
 *
 * <p>A checkpoint is written under a hidden name, handed to the disk and renamed when it is
 * complete, so that one that is visible is whole; the last few are kept. One that cannot be read
 * all the same, or whose state is not that of its folder, its run and its parameters, is passed
 * over for the one before it. Works on any Hadoop file system; one writer at a time.
 */
final class FolderCheckpoints implements Checkpoints {

  private static final String PREFIX = "step-";
  private static final String STAGING = "_writing";
  private static final String MODEL = "model.zip";
  private static final String STATE = "state.json";

  /**
   * What {@code state.json} holds.
   *
   * @param step steps of both kinds, which the folder is called by
   * @param runId whose checkpoint it is
   * @param paramsSha256 of the model beside it, see {@link ParameterDigest}
   * @param counts how far the run is
   */
  private record Stored(int step, String runId, String paramsSha256, TrainingState counts) {}

  private final FileSystem files;
  private final Path folder;
  private final int kept;
  private final Owner owner;

  private FolderCheckpoints(FileSystem files, Path folder, int kept, Owner owner) {
    this.files = files;
    this.folder = folder;
    this.kept = kept;
    this.owner = owner;
  }

  /** Opens a folder, see {@link Checkpoints#in}. */
  static FolderCheckpoints in(Path folder, int kept, Owner owner, Configuration hadoop) {
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      return new FolderCheckpoints(files, files.makeQualified(folder), kept, owner);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the checkpoints in " + folder, e);
    }
  }

  @Override
  public void save(MultiLayerNetwork network, TrainingState state) {
    owner.requireHeld().run();
    Path staging = new Path(folder, STAGING);
    Path target = new Path(folder, nameOf(state));
    String digest = ParameterDigest.sha256(network.params());
    Stored stored = new Stored(state.allSteps(), owner.runId(), digest, state);
    try {
      files.delete(staging, true);
      try (OutputStream out = AtomicFile.create(files, new Path(staging, MODEL))) {
        ModelArchive.write(network, out, true);
      }
      try (OutputStream out = AtomicFile.create(files, new Path(staging, STATE))) {
        out.write(Json.line(stored).getBytes(StandardCharsets.UTF_8));
      }
      files.delete(target, true);
      AtomicFile.place(files, staging, target);
      List<Path> all = list();
      for (Path old : all.subList(0, Math.max(0, all.size() - kept))) {
        files.delete(old, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + target, e);
    }
  }

  private static String nameOf(TrainingState state) {
    return String.format(Locale.ROOT, "%s%09d", PREFIX, state.allSteps());
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
    return last(state -> true);
  }

  @Override
  public Optional<Checkpoint> last(Predicate<TrainingState> wanted) {
    List<String> unread = new ArrayList<>();
    try {
      List<Path> all = list();
      for (int i = all.size() - 1; i >= 0; i--) {
        try {
          Stored stored = stored(all.get(i));
          if (wanted.test(stored.counts())) {
            Checkpoint read = read(all.get(i), stored);
            passedOver(unread, all.get(i));
            return Optional.of(read);
          }
        } catch (IOException e) {
          unread.add(all.get(i) + " (" + e.getMessage() + ")");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the checkpoints in " + folder, e);
    }
    if (unread.isEmpty()) {
      return Optional.empty();
    }
    throw new IllegalStateException(
        "no checkpoint can be read: "
            + String.join("; ", unread)
            + "; remove the folder of the run and start it anew without --resume");
  }

  private void passedOver(List<String> unread, Path taken) {
    if (!unread.isEmpty()) {
      owner
          .notes()
          .accept(
              "goes on from "
                  + taken.getName()
                  + ", for what is newer cannot be read: "
                  + String.join("; ", unread));
    }
  }

  /** Reads how far a checkpoint is, which must be what its folder and its run say. */
  private Stored stored(Path checkpoint) throws IOException {
    Stored stored = read(checkpoint, STATE, in -> Json.read(in, Stored.class));
    require(stored.counts() != null && stored.paramsSha256() != null, STATE + " lacks a part");
    String name = nameOf(stored.counts());
    require(
        name.equals(checkpoint.getName()) && stored.step() == stored.counts().allSteps(),
        STATE + " is that of step " + stored.step());
    require(owner.runId().equals(stored.runId()), STATE + " is that of the run " + stored.runId());
    return stored;
  }

  private Checkpoint read(Path checkpoint, Stored stored) throws IOException {
    MultiLayerNetwork network =
        read(checkpoint, MODEL, in -> BlockwiseNetwork.copyOf(ModelArchive.read(in, true)));
    String digest = ParameterDigest.sha256(network.params());
    require(
        digest.equals(stored.paramsSha256()),
        MODEL + " has parameters of which " + STATE + " does not know");
    network.getLayerWiseConfigurations().setIterationCount(stored.counts().step());
    return new Checkpoint(network, stored.counts());
  }

  /** Reads a part of a file's content. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /** What reads models and JSON throws whatever it meets in a damaged file. */
  private <T> T read(Path checkpoint, String name, Reader<T> reader) throws IOException {
    try (InputStream in = files.open(new Path(checkpoint, name))) {
      return reader.read(in);
    } catch (IOException | RuntimeException e) {
      throw new IOException(name + ": " + Explanation.of(e), e);
    }
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  private List<Path> list() throws IOException {
    FileStatus[] all;
    try {
      all = files.listStatus(folder);
    } catch (FileNotFoundException e) {
      // The first checkpoint makes the folder.
      return List.of();
    }
    return Arrays.stream(all)
        .filter(FileStatus::isDirectory)
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith(PREFIX))
        .sorted(Comparator.comparing(Path::getName))
        .toList();
  }
}
