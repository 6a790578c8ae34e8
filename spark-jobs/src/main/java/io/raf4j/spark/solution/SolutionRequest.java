package io.raf4j.spark.solution;

import java.util.Optional;

/**
 * What the command line asks: where a solution is evaluated and what is written.
 *
 * @param input folder of a run
 * @param points a file of points
 * @param grid how many values each coordinate has, such as {@code 101,51}
 * @param output the file to write
 * @param format its kind; by the file's ending where it is not named
 * @param derivatives such as {@code d(u,x),d(u,x,x)}
 * @param allowsOutside whether points outside of the domain get NaN instead of being refused
 * @param overwrite whether a file that is there is replaced
 */
public record SolutionRequest(
    String input,
    Optional<String> points,
    Optional<String> grid,
    String output,
    Optional<String> format,
    Optional<String> derivatives,
    boolean allowsOutside,
    boolean overwrite) {}
