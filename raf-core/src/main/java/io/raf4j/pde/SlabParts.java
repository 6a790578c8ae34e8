package io.raf4j.pde;

import io.raf4j.geometry.BoundaryPart;
import io.raf4j.geometry.BoundaryPoints;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Named;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Shape;
import io.raf4j.geometry.TimeSpace;
import io.raf4j.random.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The domain and the conditions of a problem during an interval of its time. */
final class SlabParts {

  private static final int POINTS = 8;

  private final PdeProblem whole;
  private final double start;
  private final double end;
  private final Shape domain;

  SlabParts(PdeProblem whole, double start, double end) {
    this.whole = whole;
    this.start = start;
    this.end = end;
    this.domain = during(whole.domain());
  }

  Domain domain() {
    return domain;
  }

  private Shape during(Domain all) {
    if (all instanceof Box box) {
      double[] low = box.low().clone();
      double[] high = box.high().clone();
      low[0] = start;
      high[0] = end;
      return new Box(low, high);
    }
    if (all instanceof TimeSpace space) {
      return new TimeSpace(start, end, space.shape());
    }
    if (all instanceof Named named) {
      Shape inner = during(named.shape());
      for (String name : named.partNames()) {
        List<String> members = named.membersOf(name);
        if (!members.equals(List.of(name))) {
          inner = inner.naming(name, members.toArray(String[]::new));
        }
      }
      return inner;
    }
    throw new IllegalArgumentException(
        whole.name()
            + " has a domain that is neither a box nor a shape over time; slabs of time are cut"
            + " from these");
  }

  /**
   * Returns the conditions of the interval.
   *
   * @param isFirst whether the start belongs to it
   */
  List<Condition> conditions(boolean isFirst) {
    List<Condition> during = new ArrayList<>();
    for (Condition condition : whole.conditions()) {
      if (condition.place() instanceof Condition.OnPart on) {
        requireOverTime(condition, on.part());
        during.add(placed(condition, new Condition.OnPart(domain.part(on.part().name()))));
      } else if (condition.place() instanceof Condition.AtPoints at) {
        during(at.points(), isFirst)
            .ifPresent(
                some -> during.add(placed(condition, new Condition.AtPoints(some, at.isNoisy()))));
      } else {
        during.add(condition);
      }
    }
    return List.copyOf(during);
  }

  private static Condition placed(Condition condition, Condition.Place place) {
    return new Condition(condition.name(), place, condition.weight(), condition.equation());
  }

  private void requireOverTime(Condition condition, BoundaryPart part) {
    BoundaryPoints points =
        Sampler.UNIFORM.drawBoundary(part, 2, Purpose.EVALUATION_SAMPLE, 0, 0, POINTS);
    for (int p = 0; p < points.count(); p++) {
      if (points.normal(p)[0] != 0) {
        throw new IllegalArgumentException(
            whole.name()
                + " has the condition \""
                + condition.name()
                + "\" where time begins or ends; slabs of time need initial values that are built"
                + " in and no condition at the end");
      }
    }
  }

  private Optional<Observations> during(Observations all, boolean isFirst) {
    int[] some =
        IntStream.range(0, all.count())
            .filter(i -> all.point(i)[0] <= end)
            .filter(i -> all.point(i)[0] > start || isFirst && all.point(i)[0] == start)
            .toArray();
    return some.length == 0
        ? Optional.empty()
        : Optional.of(
            new Observations(
                all.dimension(),
                rows(all.coordinates(), all.dimension(), some),
                all.columns(),
                rows(all.measured(), all.columns(), some)));
  }

  private static double[] rows(double[] numbers, int width, int... which) {
    return Arrays.stream(which)
        .boxed()
        .flatMapToDouble(i -> Arrays.stream(numbers, i * width, (i + 1) * width))
        .toArray();
  }
}
