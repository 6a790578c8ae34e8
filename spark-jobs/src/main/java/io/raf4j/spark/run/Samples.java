package io.raf4j.spark.run;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import java.util.List;
import java.util.Optional;

/**
 * Where the samples of a signal are and how many values each has.
 *
 * @param name for people
 * @param grid of the samples
 * @param channels values of a sample
 * @param tensor what first layers that are fitted to the signal start from, where it is at hand
 * @param input what {@code run.json} says of the file; of a run that was trained on it nothing
 * @param notes what has to be known of the file
 */
public record Samples(
    String name,
    CoordinateGrid grid,
    int channels,
    Optional<double[]> tensor,
    Optional<Record> input,
    List<String> notes) {

  /** Copies the notes. */
  public Samples {
    notes = List.copyOf(notes);
  }
}
