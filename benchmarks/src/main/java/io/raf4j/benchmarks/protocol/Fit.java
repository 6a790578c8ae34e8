package io.raf4j.benchmarks.protocol;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.raf4j.benchmarks.protocol.Protocol.Rival;
import io.raf4j.benchmarks.work.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well a signal was fitted.
 *
 * @param attempt what was done
 * @param parameters of the network
 * @param values of the signal
 * @param seconds of training
 * @param wpureSeconds of everything, from the start of the process to its end
 * @param quality at the end, of all values, in dB
 * @param curve quality meanwhile
 */
record Fit(
    Attempt attempt,
    long parameters,
    long values,
    double seconds,
    double wpureSeconds,
    double quality,
    List<Point> curve) {

  /**
   * A place of a curve.
   *
   * @param seconds of training
   * @param quality in dB
   */
  record Point(double seconds, double quality) {}

  /** Copies the curve. */
  Fit {
    curve = List.copyOf(curve);
  }

  /** Returns the bits of a network of single precision for each value of the signal. */
  double bitsPerValue() {
    return (double) Float.SIZE * parameters / values;
  }

  /** Returns the fit as a line of JSON. */
  String line() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("subject", attempt.subject());
    line.put("size", attempt.size());
    line.put("rival", attempt.rival().label());
    line.put("parameters", parameters);
    line.put("values", values);
    line.put("seconds", seconds);
    line.put("wall_seconds", wpureSeconds);
    line.put("quality", quality);
    line.put("curve_seconds", curve.stream().map(Point::seconds).toList());
    line.put("curve_quality", curve.stream().map(Point::quality).toList());
    return Json.line(line);
  }

  /** Reads what {@link #line} wrote. */
  static Fit parse(String text) {
    Config line = ConfigFactory.parseString(text);
    List<Double> seconds = line.getDoubleList("curve_seconds");
    List<Double> quality = line.getDoubleList("curve_quality");
    return new Fit(
        new Attempt(
            line.getString("subject"), line.getInt("size"), Rival.named(line.getString("rival"))),
        line.getLong("parameters"),
        line.getLong("values"),
        line.getDouble("seconds"),
        line.getDouble("wall_seconds"),
        line.getDouble("quality"),
        IntStream.range(0, seconds.size())
            .mapToObj(i -> new Point(seconds.get(i), quality.get(i)))
            .toList());
  }
}
