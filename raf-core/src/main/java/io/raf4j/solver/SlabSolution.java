package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.pde.PdeResidual;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A solution over all slabs of time that have been solved: at each point it is the one of the slab
 * that the time belongs to. Of a problem that is not solved in slabs, the one there is.
 */
public final class SlabSolution {

  /** A solved slab. */
  private record Part(TrialLayer layer, INDArray parameters, Map<JetShape, Prepared> prepared) {

    Part(TrialLayer layer, INDArray parameters) {
      this(layer, parameters, new ConcurrentHashMap<>());
    }

    double[] jets(JetShape shape, Points points) {
      Prepared ready = prepared.computeIfAbsent(shape, this::prepare);
      return TrialJets.at(ready.network(), ready.space(), parameters, points);
    }

    private Prepared prepare(JetShape shape) {
      return new Prepared(layer.network(shape, parameters.dataType()), layer.space(shape));
    }
  }

  /** What evaluates jets of one shape, which takes longer to make than to ask for a point. */
  private record Prepared(JetNetwork network, TrialSpace space) {}

  /** Something of points, some numbers for each. */
  private interface OfPart {
    double[] at(Part part, Points points);
  }

  private final List<Part> parts = new ArrayList<>();
  private final ProblemReference problem;

  private SlabSolution(TrialLayer layer, INDArray parameters) {
    this.problem = layer.problem();
    for (int j = 0; j < layer.getEarlier().size(); j++) {
      INDArray earlier = EarlierSlabs.parameters(layer.getEarlier().get(j));
      parts.add(new Part(layer.earlier(j + 1), earlier.castTo(parameters.dataType())));
    }
    parts.add(new Part(layer, parameters));
  }

  /**
   * Returns the solution of a layer.
   *
   * @param layer of a differential equation: of the last slab that is solved
   * @param parameters the layer's flat vector
   */
  public static SlabSolution of(TrialLayer layer, INDArray parameters) {
    return new SlabSolution(layer, parameters);
  }

  /** Returns how many slabs are solved, 1 where there are none. */
  public int slabs() {
    return parts.size();
  }

  /** Returns the parameters of all slabs, one after the other, as a row. */
  public INDArray parameters() {
    INDArray last = parts.get(parts.size() - 1).parameters();
    return parts.size() == 1
        ? last
        : Nd4j.hstack(
            parts.stream()
                .map(part -> part.parameters().reshape(1, part.parameters().length()))
                .toList());
  }

  /**
   * Returns which slab a time belongs to, counted from 1; the last one that is solved beyond it.
   */
  public int slab(double t) {
    return parts.size() == 1 ? 1 : Math.min(parts.size(), problem.slabTimes().at(t));
  }

  /** Returns those of some points that belong to a slab, by their places. */
  public int[] places(Points points, int slab) {
    return IntStream.range(0, points.count())
        .filter(p -> slab(points.coordinates()[p * points.dimension()]) == slab)
        .toArray();
  }

  /** Returns the jets of all functions at all points, {@code [count, rows, functions]}. */
  double[] jets(JetShape shape, Points points) {
    return together(points, (part, some) -> part.jets(shape, some));
  }

  /**
   * Returns r_i at every point, unweighted, {@code [count, equations]}.
   *
   * @param equations of the problem over all times, whose numbers of conditions the points have
   */
  public double[] residuals(PdeResidual equations, Points points) {
    return together(
        points,
        (part, some) -> {
          Residuals residuals = Residuals.pde(part.layer(), equations);
          return residuals.values(residuals.theta(part.parameters()), some);
        });
  }

  /** Asks every part for its points and puts the answers where the points are. */
  private double[] together(Points points, OfPart numbers) {
    if (parts.size() == 1) {
      return numbers.at(parts.get(0), points);
    }
    double[] all = {};
    for (int s = 1; s <= parts.size(); s++) {
      int[] places = places(points, s);
      if (places.length == 0) {
        continue;
      }
      double[] some = numbers.at(parts.get(s - 1), points.only(places));
      int each = some.length / places.length;
      all = all.length == 0 ? new double[points.count() * each] : all;
      for (int i = 0; i < places.length; i++) {
        System.arraycopy(some, i * each, all, places[i] * each, each);
      }
    }
    return all;
  }
}
