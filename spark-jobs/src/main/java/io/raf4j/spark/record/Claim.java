package io.raf4j.spark.record;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.files.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one process to write into an output folder.
 *
 * <pre>
 *   _owner/00000001.json    who had it first, since when, and when that ended
 *   _owner/00000002.json    who took it over, and so on
 * </pre>
 *
 * <p>The newest file is the claim. It is taken by creating the next number, which succeeds for one
 * process alone: local files are created exclusively by the system ({@code O_EXCL}), those on HDFS
 * by the namenode; Hadoop's own local file system looks first and creates later, and is not asked.
 * Nothing is deleted and no number used twice, so whoever judged an older claim too late finds the
 * next number taken. Other stores may have nothing of the kind, which {@link #take} tells.
 *
 * <p>The owner touches its file every {@value #BEAT_SECONDS} s. An owner on the same machine is
 * dead when its process is gone; one on another machine when its file is not touched for {@value
 * #QUIET_SECONDS} s of this process's time, so that clocks need not agree. An owner that was only
 * asleep finds its claim taken over and writes nothing more ({@link #requireHeld}).
 */
public final class Claim implements AutoCloseable {

  /** Where owners are written down, within the output folder. */
  public static final String FOLDER = "_owner";

  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
  private static final int BEAT_SECONDS = 5;
  private static final int QUIET_SECONDS = 20;
  private static final Duration QUIET = Duration.ofSeconds(QUIET_SECONDS);

  /** An owner's name is written this soon after the claim, unless it died in between. */
  private static final Duration NAMING = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int MOST_TRIES = 100;
  private static final Pattern NUMBERED = Pattern.compile("(\\d{8})\\.json");
  private static final List<String> EXCLUSIVE = List.of("file", "hdfs");

  /**
   * A claim that was found.
   *
   * @param owner nothing where the file is not whole
   */
  private record Found(long number, Path file, Optional<Owner> owner) {
    String inWords() {
      return owner.map(Owner::inWords).orElse("a process that had not written down its name");
    }
  }

  private final FileSystem files;
  private final Path folder;
  private final Configuration hadoop;
  private final long number;
  private final Owner owner;
  private final ScheduledExecutorService beat;

  private Claim(FileSystem files, Path folder, Configuration hadoop, long number, Owner owner) {
    this.files = files;
    this.folder = folder;
    this.hadoop = hadoop;
    this.number = number;
    this.owner = owner;
    this.beat =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "claim on " + folder.getParent());
              thread.setDaemon(true);
              return thread;
            });
    beat.scheduleAtFixedRate(this::touch, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Takes the claim on an output folder, and makes the folder where it is missing.
   *
   * @param runId of the work that is to write there
   * @param option by which the folder was given, for messages
   * @param notes hears what the person who started the work has to know
   * @throws SettingsException naming the owner, if another process has it
   */
  public static Claim take(
      Path output, String runId, String option, Configuration hadoop, Consumer<String> notes) {
    return take(output, runId, option, hadoop, notes, QUIET);
  }

  /**
   * Takes the claim.
   *
   * @param quiet after this time without a sign an owner on another machine is held for dead
   */
  static Claim take(
      Path output,
      String runId,
      String option,
      Configuration hadoop,
      Consumer<String> notes,
      Duration quiet) {
    Path folder = new Path(output, FOLDER);
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      String scheme = files.getUri().getScheme();
      if (!EXCLUSIVE.contains(scheme)) {
        notes.accept(
            "files on "
                + scheme
                + ": are not created exclusively as far as is known here; see to it"
                + " that no two jobs are started on "
                + output
                + " at once");
      }
      files.mkdirs(folder);
      for (int i = 0; i < MOST_TRIES; i++) {
        Optional<Found> newest = newest(files, folder);
        newest.ifPresent(found -> requireEnded(files, found, option, output, notes, quiet));
        long next = newest.map(Found::number).orElse(0L) + 1;
        Owner owner = Owner.here(runId);
        if (create(files, file(folder, next), owner)) {
          return new Claim(files, folder, hadoop, next, owner);
        }
      }
      throw new IOException("others took it " + MOST_TRIES + " times");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot claim " + output, e);
    }
  }

  /**
   * Says who has an output folder, without asking whether it lives.
   *
   * @return a clause, or nothing where nobody has it
   */
  public static Optional<String> told(Path output, Configuration hadoop) {
    try {
      FileSystem files = output.getFileSystem(hadoop);
      return newest(files, new Path(output, FOLDER))
          .filter(found -> found.owner().filter(Owner::hasEnded).isEmpty())
          .map(Found::inWords);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look who has " + output, e);
    }
  }

  private static void requireEnded(
      FileSystem files,
      Found found,
      String option,
      Path output,
      Consumer<String> notes,
      Duration quiet) {
    if (found.owner().filter(Owner::hasEnded).isPresent()) {
      return;
    }
    if (isAlive(files, found, notes, quiet)) {
      throw new SettingsException(
          option
              + " "
              + output
              + " belongs to another job that goes on: "
              + found.inWords()
              + "; wait for it, end it, or choose another folder");
    }
    notes.accept(
        "the job that had "
            + output
            + " ended without a word, killed or with its machine: "
            + found.inWords()
            + "; this one takes it over");
  }

  private static boolean isAlive(
      FileSystem files, Found found, Consumer<String> notes, Duration quiet) {
    if (found.owner().filter(Owner::isOfThisMachine).isPresent()) {
      return found.owner().get().isProcessAlive();
    }
    notes.accept(
        "looking for up to " + quiet.toSeconds() + " s whether " + found.inWords() + " is alive");
    try {
      long first = files.getFileStatus(found.file()).getModificationTime();
      long until = System.nanoTime() + quiet.toNanos();
      while (System.nanoTime() < until) {
        pause(found.file());
        if (files.getFileStatus(found.file()).getModificationTime() != first) {
          // The last thing that an owner does with its file is to give it back.
          return read(files, found.file()).filter(Owner::hasEnded).isEmpty();
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + found.file(), e);
    }
  }

  private static Optional<Found> newest(FileSystem files, Path folder) throws IOException {
    FileStatus[] all;
    try {
      all = files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    Optional<Long> highest =
        Arrays.stream(all)
            .map(status -> NUMBERED.matcher(status.getPath().getName()))
            .filter(Matcher::matches)
            .map(name -> Long.parseLong(name.group(1)))
            .max(Long::compare);
    return highest.map(
        number -> new Found(number, file(folder, number), read(files, file(folder, number))));
  }

  /** A file whose writer died over it has no owner to tell. */
  private static Optional<Owner> read(FileSystem files, Path file) {
    long until = System.nanoTime() + NAMING.toNanos();
    while (true) {
      try (InputStream in = files.open(file)) {
        return Optional.of(Json.read(in, Owner.class));
      } catch (IOException e) {
        LOG.debug("{} tells no owner yet", file, e);
        if (System.nanoTime() > until) {
          return Optional.empty();
        }
      }
      pause(file);
    }
  }

  private static void pause(Path file) {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at " + file, e);
    }
  }

  private static Path file(Path folder, long number) {
    return new Path(folder, String.format(Locale.ROOT, "%08d.json", number));
  }

  private static boolean create(FileSystem files, Path file, Owner owner) throws IOException {
    byte[] content = Json.lines(owner).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exclusive(files, file)) {
      out.write(content);
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      LOG.debug("{} is taken", file, e);
      return false;
    } catch (RemoteException e) {
      // HDFS's word for a file that another is just writing; the client does not unwrap it.
      if (e.unwrapRemoteException(AlreadyBeingCreatedException.class)
          instanceof AlreadyBeingCreatedException) {
        LOG.debug("{} is being taken", file, e);
        return false;
      }
      throw e;
    }
  }

  private static OutputStream exclusive(FileSystem files, Path file) throws IOException {
    return files.getUri().getScheme().equals("file")
        ? Files.newOutputStream(
            java.nio.file.Path.of(file.toUri().getPath()),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)
        : files.create(file, false);
  }

  /** Returns the file that says who has the claim. */
  Path file() {
    return file(folder, number);
  }

  private void touch() {
    try {
      files.setTimes(file(), System.currentTimeMillis(), -1);
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot show that {} is still written: {}", folder.getParent(), Explanation.of(e));
    }
  }

  /**
   * Refuses to write on when another process has taken over, which held this one for dead.
   *
   * @throws IllegalStateException if so
   */
  public void requireHeld() {
    try {
      if (files.exists(file(folder, number + 1))) {
        String other = newest(files, folder).map(Found::inWords).orElse("another process");
        throw new IllegalStateException(
            "this process seemed dead for a while, and "
                + other
                + " has taken over "
                + folder.getParent()
                + "; nothing more is written by this one");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look who has " + folder.getParent(), e);
    }
  }

  /** Gives the claim back. That this fails does not undo the work; the next owner will look. */
  @Override
  public void close() {
    beat.shutdownNow();
    try {
      AtomicFile.write(file(), Json.lines(owner.endedNow()), hadoop);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "cannot write that the job in {} has ended: {}", folder.getParent(), Explanation.of(e));
    }
  }
}
