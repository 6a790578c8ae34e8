package io.raf4j.spark.run;

import java.io.Serializable;

/**
 * What the command line does with kinds of work, its first word.
 *
 * @param word such as {@code reconstruct}
 * @param description for people, a sentence
 * @param label of the word that follows, in help
 */
public record Verb(String word, String description, String label) implements Serializable {

  /** Signals. */
  public static final Verb RECONSTRUCT =
      new Verb("reconstruct", "Fits a network to a signal and reconstructs it.", "SUBJECT");

  /** Equations. */
  public static final Verb SOLVE =
      new Verb("solve", "Solves differential equations and eigenvalue problems.", "KIND");
}
