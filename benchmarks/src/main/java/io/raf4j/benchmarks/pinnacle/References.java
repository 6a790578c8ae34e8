package io.raf4j.benchmarks.pinnacle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes the tables that cases of PINNacle are judged by, and how far each is from that of half the
 * resolution.
 *
 * <p>Arguments: the folder, {@code conf/pde/problems/pinnacle}, then names of cases, or none for
 * all.
 */
public final class References {

  private static final List<String> CASES =
      List.of("poisson-2d-c", "poisson-2d-cg", "kuramoto-sivashinsky");
  private static final int NODES = 200;
  private static final int TIMES = 250;
  private static final int POINTS = 256;

  private final Path folder;

  private References(Path folder) {
    this.folder = folder;
  }

  /** Writes the tables. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.err.println("pinnacle.References FOLDER [CASE...]");
      System.exit(2);
    }
    List<String> names = Arrays.asList(arguments).subList(1, arguments.length);
    if (!CASES.containsAll(names)) {
      System.err.println("pinnacle.References: expected cases of " + CASES + ", not " + names);
      System.exit(2);
    }
    References references = new References(Path.of(arguments[0]));
    if (names.isEmpty() || names.contains("poisson-2d-c")) {
      references.square("poisson-2d-c", HoledSquare.classic());
    }
    if (names.isEmpty() || names.contains("poisson-2d-cg")) {
      references.square("poisson-2d-cg", HoledSquare.screened());
    }
    if (names.isEmpty() || names.contains("kuramoto-sivashinsky")) {
      references.chaos();
    }
  }

  private void square(String name, HoledSquare square) throws IOException {
    double[][] fine = square.solve(2 * NODES);
    double[][] coarse = square.solve(NODES);
    double[][] kept = new double[NODES + 1][NODES + 1];
    for (int i = 0; i <= NODES; i++) {
      for (int j = 0; j <= NODES; j++) {
        kept[i][j] = square.contains(i, j, NODES) ? fine[2 * i][2 * j] : coarse[i][j];
      }
    }
    tell(name, kept, coarse);
    double[] axis = axis(-square.half(), square.half(), NODES);
    write(name, "x,y,u", axis, axis, kept);
  }

  private void chaos() throws IOException {
    double[][] fine = new KuramotoSivashinsky(170).solve(TIMES, 400, POINTS);
    double[][] coarse = new KuramotoSivashinsky(85).solve(TIMES, 200, POINTS);
    tell("kuramoto-sivashinsky", fine, coarse);
    write("kuramoto-sivashinsky", "t,x,u", axis(0, 1, TIMES), axis(0, 2 * Math.PI, POINTS), fine);
  }

  private static double[] axis(double from, double to, int intervals) {
    double[] axis = new double[intervals + 1];
    for (int i = 0; i <= intervals; i++) {
      axis[i] = from + (to - from) * i / intervals;
    }
    return axis;
  }

  private static void tell(String name, double[][] fine, double[][] coarse) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < fine.length; i++) {
      for (int j = 0; j < fine[i].length; j++) {
        difference += Math.pow(fine[i][j] - coarse[i][j], 2);
        size += fine[i][j] * fine[i][j];
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: differs from half the resolution by %.2g%n",
        name,
        Math.sqrt(difference / size));
  }

  private void write(String name, String header, double[] first, double[] second, double[][] values)
      throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        text.append(first[i]).append(',').append(second[j]).append(',');
        text.append(String.format(Locale.ROOT, "%.9g", values[i][j])).append('\n');
      }
    }
    Files.writeString(folder.resolve(name + ".csv"), text);
  }
}
