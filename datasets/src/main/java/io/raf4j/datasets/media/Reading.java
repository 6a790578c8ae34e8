package io.raf4j.datasets.media;

import java.util.List;
import java.util.function.Function;

/**
 * What was read from a file, together with what has to be known of it: that it was turned, that
 * some of it is missing, that its colours were converted.
 *
 * @param value a picture, a sound or a film
 * @param notes plain sentences without a full stop, none where the file is as it seems
 * @param <T> what was read
 */
public record Reading<T>(T value, List<String> notes) {

  /** Copies the list. */
  public Reading {
    notes = List.copyOf(notes);
  }

  /** Returns what something becomes, with the same notes. */
  public <R> Reading<R> map(Function<? super T, ? extends R> function) {
    return new Reading<>(function.apply(value), notes);
  }
}
