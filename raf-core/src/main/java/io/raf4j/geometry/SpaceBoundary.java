package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * The boundary of a combination in space: what is left of the primitives' rectangles and spheres.
 *
 * <pre>
 *   area   = sum over faces of the integral over s of what is left of the curve s
 *   volume = sum over faces of the integral of (x_3 - o_3) n_3        (Gauss)
 * </pre>
 *
 * <p>What is left of a curve is exact; the integral over s is found to about 1e-12 of the size's
 * square and cube between the numbers s where its form changes.
 */
final class SpaceBoundary {

  private static final double NOTHING = 1e-11;

  /** A face with what is left of it. */
  private record Rest(Solid solid, int own, Face face, double area) {

    /** Returns on which side of a point of the face the whole is. */
    int side(double[] point, double[] normal) {
      return solid.side(own, point, normal);
    }
  }

  private final Map<String, List<Rest>> parts = new LinkedHashMap<>();
  private double volume;

  SpaceBoundary(Solid solid) {
    double size = solid.bounds().diagonal();
    double bottom = solid.bounds().centre()[2];
    for (int i = 0; i < solid.leaves().size(); i++) {
      for (Face face : solid.leaves().get(i).faces(solid.bounds())) {
        int own = i;
        double[] integrals =
            AdaptiveQuadrature.of(
                s -> integrands(solid, own, face, s, bottom),
                breaks(solid, own, face),
                size * size,
                size * size * size);
        volume += integrals[1];
        if (integrals[0] > NOTHING * size * size) {
          parts
              .computeIfAbsent(solid.name(i, face.part()), name -> new ArrayList<>())
              .add(new Rest(solid, own, face, integrals[0]));
        }
      }
    }
  }

  /** Returns what is left of a curve, and of it (x_3 - o_3) n_3. */
  private static double[] integrands(Solid solid, int own, Face face, double s, double bottom) {
    double[] sums = new double[2];
    face.curve(s)
        .ifPresent(
            curve -> {
              double[] point = curve.at(curve.low());
              double[] normal = new double[3];
              face.normal(point, normal);
              double flux = (point[2] - bottom) * normal[2] * face.density();
              Kept.of(
                  solid,
                  own,
                  curve,
                  (t, at, out) -> face.normal(at, out),
                  (low, high, side) -> {
                    sums[0] += (high - low) * face.density();
                    sums[1] += side * (high - low) * flux;
                  });
            });
    return sums;
  }

  /** Returns the numbers s where the rest of the curves may change its form. */
  private static double[] breaks(Solid solid, int own, Face face) {
    List<Surface> others = new ArrayList<>();
    for (int i = 0; i < solid.leaves().size(); i++) {
      for (Surface surface : solid.leaves().get(i).surfaces()) {
        if (i != own || surface instanceof Surface.Plane) {
          others.add(surface);
        }
      }
    }
    TreeSet<Double> numbers = new TreeSet<>();
    for (Surface other : others) {
      face.surface().crossing(other).ifPresent(curve -> addBreaks(face, curve, others, numbers));
    }
    double least = NOTHING * (face.high() - face.low());
    double last = face.low();
    List<Double> breaks = new ArrayList<>(List.of(face.low()));
    for (double number : numbers) {
      if (number > last + least && number < face.high() - least) {
        breaks.add(number);
        last = number;
      }
    }
    breaks.add(face.high());
    return breaks.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void addBreaks(
      Face face, Curve curve, List<Surface> others, TreeSet<Double> numbers) {
    if (curve instanceof Curve.Circle circle) {
      double centre = face.number(circle.centre());
      double reach = circle.reach(face.up());
      numbers.add(centre - reach);
      numbers.add(centre + reach);
    }
    for (Surface other : others) {
      curve.crossings(other, t -> numbers.add(face.number(curve.at(t))));
    }
  }

  double volume() {
    return volume;
  }

  List<BoundaryPart> parts() {
    List<BoundaryPart> all = new ArrayList<>();
    parts.forEach(
        (name, rests) ->
            all.add(
                JoinedPart.of(
                    name,
                    rests.stream().map(rest -> (BoundaryPart) new FacePart(name, rest)).toList())));
    return all;
  }

  /** What is left of a face: points of the whole face, those of the rest kept. */
  private record FacePart(String name, Rest rest) implements BoundaryPart {

    @Override
    public int dimension() {
      return 3;
    }

    @Override
    public int cubeDimension() {
      return 2;
    }

    @Override
    public double place(double[] cube, double[] point, double[] normal) {
      rest.face().place(cube, point);
      rest.face().normal(point, normal);
      int side = rest.side(Arrays.copyOf(point, 3), normal);
      for (int k = 0; k < 3; k++) {
        normal[k] *= side;
      }
      return side == 0 ? 0 : rest.face().area();
    }

    @Override
    public double measure() {
      return rest.area();
    }

    @Override
    public OptionalDouble keptShare() {
      // The quadrature's rounding must not make a whole face part of one.
      double share = rest.area() / rest.face().area();
      return OptionalDouble.of(share > 1 - NOTHING ? 1 : share);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
