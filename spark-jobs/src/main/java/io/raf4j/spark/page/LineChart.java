package io.raf4j.spark.page;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A chart of one or more lines over a common horizontal axis, for {@link HtmlPage}.
 *
 * <p>Points that cannot be drawn (NaN, infinite, beyond 1e300, and zero or negative on a
 * logarithmic axis) leave a gap, and the text that stands for the chart says how many.
 *
 * @param title what is drawn, with its unit
 * @param xLabel the horizontal axis, with its unit
 * @param scale of the vertical axis
 * @param across scale of the horizontal axis
 * @param series at least one line
 */
public record LineChart(
    String title, String xLabel, Scale scale, Scale across, List<Series> series) {

  private static final int MOST_POINTS = 600;
  private static final int STRETCHES = MOST_POINTS / 2;

  /** Axes of larger numbers would be longer than a double can tell. */
  private static final double LARGEST = 1e300;

  /** The kinds of axis. */
  public enum Scale {
    /** Equal distances are equal differences. */
    LINEAR,
    /** Equal distances are equal ratios. */
    LOG,
    /** Logarithmic where all values are positive and span more than a factor of ten. */
    AUTO
  }

  /** How a line looks: its part in what the chart says. */
  public enum Role {
    /** The line to look at. */
    MAIN,
    /** A second line of equal weight. */
    SECOND,
    /** What the others are compared with: thin, grey and dashed. */
    BASELINE,
    /** Further lines of equal weight, where many are compared. */
    THIRD,
    /** A fourth line. */
    FOURTH,
    /** A fifth line. */
    FIFTH,
    /** A sixth line. */
    SIXTH,
    /** A seventh line. */
    SEVENTH,
    /** An eighth line. */
    EIGHTH,
    /** A ninth line. */
    NINTH;

    /** Returns the roles of lines of equal weight, which are all but the baseline's. */
    public static List<Role> ofEqualWeight() {
      return Arrays.stream(values()).filter(role -> role != BASELINE).toList();
    }

    /** Returns one of them, again from the first on where there are more lines than roles. */
    public static Role numbered(int line) {
      List<Role> roles = ofEqualWeight();
      return roles.get(line % roles.size());
    }

    /** Returns its name in the style sheet. */
    String style() {
      return this == MAIN ? "first" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One line.
   *
   * @param name for the legend
   * @param role how it looks
   * @param x horizontal positions, in the order in which they are joined
   * @param y as many values
   */
  public record Series(String name, Role role, double[] x, double[] y) {

    /** Checks that there are as many values as positions. */
    public Series {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            name + ": y has " + y.length + " values; expected " + x.length);
      }
    }

    /** Returns the line with NaN for every value that cannot be drawn. */
    Series masked(boolean log, boolean logAcross) {
      double[] masked =
          IntStream.range(0, y.length)
              .mapToDouble(
                  i -> hasPlace(x[i], logAcross) && hasPlace(y[i], log) ? y[i] : Double.NaN)
              .toArray();
      return new Series(name, role, x, masked);
    }

    private static boolean hasPlace(double value, boolean log) {
      return Math.abs(value) <= LARGEST && (!log || value >= 1 / LARGEST);
    }

    /** Returns the points of a masked line that have a value. */
    Series points() {
      return pick(IntStream.range(0, y.length).filter(this::has));
    }

    /**
     * Returns the points of a masked line that have no neighbour to be joined with, each as a piece
     * of no length between gaps, which round ends make a dot.
     */
    Series alone() {
      int[] alone =
          IntStream.range(0, y.length).filter(i -> has(i) && !has(i - 1) && !has(i + 1)).toArray();
      double[] dotX = new double[3 * alone.length];
      double[] dotY = new double[3 * alone.length];
      Arrays.fill(dotY, Double.NaN);
      for (int i = 0; i < alone.length; i++) {
        Arrays.fill(dotX, 3 * i, 3 * i + 3, x[alone[i]]);
        Arrays.fill(dotY, 3 * i, 3 * i + 2, y[alone[i]]);
      }
      return new Series(name, role, dotX, dotY);
    }

    private boolean has(int i) {
      return i >= 0 && i < y.length && !Double.isNaN(y[i]);
    }

    /**
     * Returns a masked line of at most {@value LineChart#MOST_POINTS} points that looks the same:
     * the lowest and the highest point of each stretch, or a gap where it has none.
     *
     * <p>Stretches have as many points each; on a logarithmic axis, on which the later points
     * crowd, they are as long as one another to the eye.
     */
    Series thinned(boolean logAcross) {
      if (x.length <= MOST_POINTS) {
        return this;
      }
      int[] ends = logAcross ? ends(points().x()) : evenEnds();
      return pick(
          IntStream.range(0, ends.length)
              .filter(s -> ends[s] > (s == 0 ? 0 : ends[s - 1]))
              .flatMap(s -> extremes(s == 0 ? 0 : ends[s - 1], ends[s])));
    }

    private int[] evenEnds() {
      return IntStream.rangeClosed(1, STRETCHES)
          .map(s -> (int) ((long) s * x.length / STRETCHES))
          .toArray();
    }

    /** Returns where stretches end, of positions that increase and of which some are drawn. */
    private int[] ends(double[] drawn) {
      double low = drawn.length == 0 ? 1 : Math.log(drawn[0]);
      double high = drawn.length == 0 ? 1 : Math.log(drawn[drawn.length - 1]);
      int[] ends = new int[STRETCHES];
      int end = 0;
      for (int s = 0; s < STRETCHES; s++) {
        double limit = Math.exp(low + (high - low) * (s + 1) / STRETCHES);
        while (end < x.length && (s == STRETCHES - 1 || !(x[end] > limit))) {
          end++;
        }
        ends[s] = end;
      }
      return ends;
    }

    private IntStream extremes(int from, int to) {
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = y[i] < y[low] || !has(low) ? i : low;
        high = y[i] > y[high] || !has(high) ? i : high;
      }
      return IntStream.of(Math.min(low, high), Math.max(low, high)).distinct();
    }

    private Series pick(IntStream indices) {
      int[] kept = indices.toArray();
      double[] keptX = Arrays.stream(kept).mapToDouble(i -> x[i]).toArray();
      double[] keptY = Arrays.stream(kept).mapToDouble(i -> y[i]).toArray();
      return new Series(name, role, keptX, keptY);
    }

    private String described(int given) {
      if (y.length == 0) {
        return name + " has no points that can be drawn";
      }
      DoubleSummaryStatistics range = Arrays.stream(y).summaryStatistics();
      String left = given == y.length ? "" : ", " + (given - y.length) + " points left out";
      return String.format(
          "%s goes from %s to %s, lowest %s, highest %s%s",
          name,
          Quantity.significant(y[0]),
          Quantity.significant(y[y.length - 1]),
          Quantity.significant(range.getMin()),
          Quantity.significant(range.getMax()),
          left);
    }
  }

  /** Checks that there is a line to draw. */
  public LineChart {
    if (series.isEmpty()) {
      throw new IllegalArgumentException("series is empty; expected at least one line");
    }
    series = List.copyOf(series);
  }

  /**
   * Makes a chart whose horizontal axis is linear.
   *
   * @param title what is drawn, with its unit
   * @param xLabel the horizontal axis, with its unit
   * @param scale of the vertical axis
   * @param series at least one line
   */
  public LineChart(String title, String xLabel, Scale scale, List<Series> series) {
    this(title, xLabel, scale, Scale.LINEAR, series);
  }

  /**
   * Makes a chart of one line.
   *
   * @param title what is drawn, with its unit; also the line's name
   * @param xLabel the horizontal axis, with its unit
   * @param scale of the vertical axis
   * @param x horizontal positions
   * @param y as many values
   */
  public static LineChart of(String title, String xLabel, Scale scale, double[] x, double[] y) {
    return new LineChart(title, xLabel, scale, List.of(new Series(title, Role.MAIN, x, y)));
  }

  /** Returns the chart with another scale of the horizontal axis. */
  public LineChart over(Scale other) {
    return new LineChart(title, xLabel, scale, other, series);
  }

  /** Returns whether the vertical axis is logarithmic. */
  boolean logarithmic() {
    return logarithmic(scale, Series::y);
  }

  /** Returns whether the horizontal axis is logarithmic. */
  boolean logarithmicAcross() {
    return logarithmic(across, Series::x);
  }

  private boolean logarithmic(Scale kind, Function<Series, double[]> axis) {
    if (kind != Scale.AUTO) {
      return kind == Scale.LOG;
    }
    DoubleSummaryStatistics range =
        series.stream()
            .flatMapToDouble(line -> Arrays.stream(axis.apply(line)))
            .filter(Double::isFinite)
            .summaryStatistics();
    return range.getMin() > 0 && range.getMax() > 10 * range.getMin();
  }

  /** Returns what stands below the horizontal axis. */
  String below() {
    return xLabel + (logarithmicAcross() ? " (logarithmic)" : "");
  }

  /** Returns whether there is not one point to draw. */
  boolean blank() {
    return drawn().stream().allMatch(line -> line.points().y().length == 0);
  }

  /** Returns the lines as they are drawn; NaN is a gap, and one may have nothing else. */
  List<Series> drawn() {
    return series.stream().map(line -> masked(line).thinned(logarithmicAcross())).toList();
  }

  private Series masked(Series line) {
    return line.masked(logarithmic(), logarithmicAcross());
  }

  /** Returns the text that stands for the chart where it cannot be seen. */
  String alternative() {
    String lines =
        series.stream()
            .map(line -> masked(line).points().described(line.y().length))
            .collect(Collectors.joining("; "));
    return title + " against " + xLabel + ": " + lines + ".";
  }
}
