package io.raf4j.spark.rows;

import io.raf4j.naming.Nearest;
import io.raf4j.spark.conf.SettingsException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A final figure of a run that runs are compared by, under the name that it has in {@code run.json}
 * and in every table.
 *
 * <p>A figure that is a list (eigenvalues, their errors) is compared by its first entry, which
 * belongs to the lowest eigenvalue.
 */
public enum Figure {
  /** Peak signal to noise ratio. */
  PSNR("PSNR", Order.HIGHER, "dB"),
  /** Structural similarity. */
  SSIM("SSIM", Order.HIGHER, ""),
  /** Mean squared error, values in [-1, 1]. */
  MSE("MSE", Order.LOWER, ""),
  /** Signal to noise ratio. */
  SNR("SNR", Order.HIGHER, "dB"),
  /** Log-spectral distance; an error, although it is in dB. */
  LOG_SPECTRAL_DISTANCE("log-spectral distance", Order.LOWER, "dB"),
  /** Mean PSNR of the frames. */
  PSNR_MEAN("mean PSNR", Order.HIGHER, "dB"),
  /** PSNR of the worst frame. */
  PSNR_MIN("lowest PSNR", Order.HIGHER, "dB"),
  /** Mean SSIM of the frames. */
  SSIM_MEAN("mean SSIM", Order.HIGHER, ""),
  /** Relative error in L2. */
  RELATIVE_L2("relative L2 error", Order.LOWER, ""),
  /** Largest error at a point. */
  MAX_ERROR("largest error", Order.LOWER, ""),
  /** Relative error of the lowest eigenvalue. */
  RELATIVE_ERRORS("relative error of the lowest eigenvalue", Order.LOWER, ""),
  /** Absolute error of the lowest eigenvalue. */
  ABSOLUTE_ERRORS("absolute error of the lowest eigenvalue", Order.LOWER, ""),
  /** Largest over smallest eigenvalue of the tangent kernel. */
  CONDITION_NUMBER("condition number", Order.LOWER, ""),
  /** Effective rank of the tangent kernel. */
  EFFECTIVE_RANK("effective rank", Order.HIGHER, ""),
  /** Loss at the end of training. */
  LOSS("loss", Order.LOWER, "");

  /** Which of two values is the better one. */
  public enum Order {
    /** The higher. */
    HIGHER,
    /** The lower. */
    LOWER
  }

  private final String words;
  private final Order order;
  private final String unit;

  Figure(String words, Order order, String unit) {
    this.words = words;
    this.order = order;
    this.unit = unit;
  }

  /**
   * Returns the figure of a name among those of a kind of work.
   *
   * @param known those of the kind
   * @param kind its name, for messages
   * @throws SettingsException if there is none; the message suggests the nearest
   */
  public static Figure named(String name, List<Figure> known, String kind) {
    return known.stream()
        .filter(figure -> figure.label().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = known.stream().map(Figure::label).toList();
              IllegalArgumentException unknown = Nearest.unknown("figure of " + kind, name, names);
              return new SettingsException(unknown.getMessage(), unknown);
            });
  }

  /** Returns the name in files and tables, such as {@code psnr}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what it is, for people. */
  public String words() {
    return words;
  }

  /** Returns its unit, which may be empty. */
  public String unit() {
    return unit;
  }

  /** Returns which of two values is better. */
  public Order order() {
    return order;
  }

  /** Returns whether the first value is better than the second. */
  public boolean isBetter(double value, double other) {
    return order == Order.HIGHER ? value > other : value < other;
  }

  /** Returns the unit of an {@link #improvement}: dB of a ratio in dB, else percent. */
  public String improvementUnit() {
    return isRatioInDb() ? "dB" : "%";
  }

  /** An error in dB falls by a share like other errors. */
  private boolean isRatioInDb() {
    return order == Order.HIGHER && unit.equals("dB");
  }

  /**
   * Returns by how much a value is better than the baseline's, negative where it is worse: the
   * difference of ratios in dB; for what should be low {@code 100 (1 - value / baseline)} percent,
   * for what should be high {@code 100 (value / baseline - 1)} percent.
   */
  public double improvement(double value, double baseline) {
    if (isRatioInDb()) {
      return value - baseline;
    }
    double ratio = value / baseline;
    return order == Order.LOWER ? 100 * (1 - ratio) : 100 * (ratio - 1);
  }

  /**
   * Returns the value of this figure among those of a run, NaN where it is absent or unknown.
   *
   * @param figures final figures by name, as of {@code run.json}
   */
  public double of(Map<String, ?> figures) {
    return number(figures.get(label()));
  }

  /** Returns a figure as a number; the first of several, NaN for none. */
  public static double number(Object figure) {
    if (figure instanceof Number number) {
      return number.doubleValue();
    }
    if (figure instanceof Collection<?> several) {
      return several.isEmpty() ? Double.NaN : number(several.iterator().next());
    }
    // JSON has no word for what is not finite; such numbers are kept as text.
    return figure instanceof String text && text.matches("NaN|-?Infinity")
        ? Double.parseDouble(text)
        : Double.NaN;
  }
}
