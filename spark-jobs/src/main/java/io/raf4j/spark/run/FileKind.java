package io.raf4j.spark.run;

import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.record.RunFolder;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A kind of work on what is in files: images, sounds, clips. */
public interface FileKind extends Kind {

  /** Returns what such a file holds, with its article, such as {@code an image}. */
  String noun();

  /**
   * Returns the endings of such files' names in small letters; of one kind none, which takes all
   * the rest: FFmpeg knows hundreds of formats.
   */
  Set<String> endings();

  /** Returns the settings that choose and change the samples of a file. */
  Set<Key> sampling();

  /**
   * Looks at the samples of {@code --input}.
   *
   * @throws SettingsException if it cannot be read, or a setting is wrong
   */
  Samples samples(Settings settings, Configuration hadoop);

  /**
   * Returns the samples that a training run learned, where it was of this kind.
   *
   * @throws SettingsException if what it left of them cannot be read
   */
  Optional<Samples> samples(RunFolder run);

  /** Returns the names of {@link FilePart} that such a file may have. */
  Set<String> parts();

  /**
   * Looks at a file that models are to be evaluated on.
   *
   * @param part what of it is taken
   * @throws io.raf4j.datasets.media.MediaException if it cannot be decoded
   * @throws IllegalArgumentException if it has no such part
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  DataSet dataSet(InputFile file, io.raf4j.spark.conf.FilePart part, Configuration hadoop);
}
