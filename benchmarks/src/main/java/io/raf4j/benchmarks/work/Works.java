package io.raf4j.benchmarks.work;

import io.raf4j.dl4j.CoordinateNetwork.Shape;
import io.raf4j.naming.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The works of the yardstick: image, sound and video as published by Liang, Lyu, Wang and Yang
 * (2024), section 4.1, the three differential equations of section 4.2 with the settings in {@code
 * conf/pde}, and a photograph and a film behind a grid encoding.
 */
public final class Works {

  private static final List<CoordinateWork> SIGNALS =
      List.of(
          new CoordinateWork(
              "image",
              new Shape(2, 1, 256, 4),
              "poly-sine-gaussian",
              CoordinateWork.Coordinates.CUBE,
              65_536),
          new CoordinateWork(
              "audio",
              new Shape(1, 1, 256, 4),
              "sine-gaussian",
              CoordinateWork.Coordinates.LINE,
              308_207),
          new CoordinateWork(
              "video",
              new Shape(3, 3, 400, 4),
              "poly-sine-gaussian",
              CoordinateWork.Coordinates.CUBE,
              165_000));

  private static final List<String> EQUATIONS =
      List.of("poisson-smooth", "poisson-oscillatory", "poisson-low-regularity");

  private static final List<GridWork> ENCODED =
      List.of(
          new GridWork(
              "encoded-image", List.of(512, 768), 3, List.of("grid-log2-entries=14"), 4096),
          new GridWork("encoded-video", List.of(250, 272, 640), 3, List.of(), 8192));

  private Works() {}

  /** Returns the names of all works. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(SIGNALS.stream().map(CoordinateWork::name).toList());
    names.addAll(EQUATIONS);
    names.addAll(ENCODED.stream().map(GridWork::name).toList());
    return names;
  }

  /**
   * Returns the work of a name.
   *
   * @param home the folder of this project, whose {@code conf/pde} has the equations' settings
   * @throws IllegalArgumentException if there is none; the message suggests the nearest
   */
  public static Work named(String name, Path home) {
    if (EQUATIONS.contains(name)) {
      return EquationWork.read(home.resolve("conf/pde/" + name + "-published.conf"));
    }
    return Stream.<Work>concat(SIGNALS.stream(), ENCODED.stream())
        .filter(work -> work.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Nearest.unknown("work", name, names()));
  }
}
