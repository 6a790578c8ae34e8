package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.jet.Dual;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.pde.PdeResidual;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss of a {@link TrialLayer} over points. Immutable and thread-safe. */
sealed interface Objective {

  /** Returns the loss of a layer in a precision. */
  static Objective of(TrialLayer layer, DataType type) {
    return layer.problem().kind() == ProblemReference.Kind.PDE
        ? Residual.of(layer, type)
        : Rayleigh.of(layer, type);
  }

  /** Returns the loss. */
  double loss(INDArray parameters, Points points);

  /** Returns the loss and overwrites its gradient. */
  double gradient(INDArray parameters, Points points, INDArray gradient);

  /** Returns the part of every point in the loss, whose mean is the loss. */
  double[] parts(INDArray parameters, Points points);

  /** The weighted mean of squared residuals. */
  record Residual(TrialSpace space, JetNetwork network, PointEquations equations)
      implements Objective {

    static Residual of(TrialLayer layer, DataType type) {
      PdeResidual residual = new PdeResidual(layer.problem().pde());
      return new Residual(
          layer.space(residual.shape()),
          layer.network(residual.shape(), type),
          new PdeEquations(residual));
    }

    @Override
    public double loss(INDArray parameters, Points points) {
      double sum = 0;
      for (double part : parts(parameters, points)) {
        sum += part;
      }
      return sum / points.count();
    }

    @Override
    public double gradient(INDArray parameters, Points points, INDArray gradient) {
      StrongForm form = form(parameters, points);
      double weight = form.weight();
      double[][] byExtra = new double[points.count()][];
      double sum =
          network.gradient(
              ofNetwork(parameters),
              points.count(),
              space.inputs(points),
              (first, count, outputs, adjoints) ->
                  form.loss(first, count, outputs, adjoints, byExtra),
              ofNetwork(gradient));
      for (int j = 0; j < equations.extra(); j++) {
        double slope = 0;
        for (double[] ofPoint : byExtra) {
          slope += ofPoint[j];
        }
        gradient.putScalar(network.parameters() + j, slope);
      }
      gradient.divi(weight);
      return sum / weight;
    }

    @Override
    public double[] parts(INDArray parameters, Points points) {
      StrongForm form = form(parameters, points);
      double scale = points.count() / form.weight();
      double[] parts = new double[points.count()];
      network.evaluate(
          ofNetwork(parameters),
          points.count(),
          space.inputs(points),
          (first, count, outputs) ->
              form.visit(
                  first,
                  count,
                  outputs,
                  (p, weight, u, residuals) -> {
                    for (Dual residual : residuals) {
                      parts[p] += scale * weight * residual.value() * residual.value();
                    }
                  }));
      return parts;
    }

    /** Returns the part of the layer's flat vector that is the network's. */
    private INDArray ofNetwork(INDArray flat) {
      return SolverNetwork.ofNetwork(network, flat);
    }

    private StrongForm form(INDArray parameters, Points points) {
      double[] extra = new double[equations.extra()];
      for (int j = 0; j < extra.length; j++) {
        extra[j] = parameters.getDouble(network.parameters() + j);
      }
      return new StrongForm(space, equations, points, extra);
    }
  }

  /** A function of the quadratic forms of all points. */
  record Rayleigh(TrialSpace space, JetNetwork network, EigenProblem problem) implements Objective {

    static Rayleigh of(TrialLayer layer, DataType type) {
      EigenProblem problem = layer.problem().eigen();
      JetShape shape = JetShape.gradient(problem.domain().dimension());
      return new Rayleigh(layer.space(shape), layer.network(shape, type), problem);
    }

    @Override
    public double loss(INDArray parameters, Points points) {
      return RayleighLoss.of(form(points).sums(network, parameters), problem).value();
    }

    @Override
    public double gradient(INDArray parameters, Points points, INDArray gradient) {
      WeakForm form = form(points);
      RayleighLoss loss = RayleighLoss.of(form.sums(network, parameters), problem);
      network.gradient(
          parameters,
          points.count(),
          space.inputs(points),
          (first, count, outputs, adjoints) -> {
            form.adjoints(loss.derivatives(), first, count, outputs, adjoints);
            return 0;
          },
          gradient);
      return loss.value();
    }

    @Override
    public double[] parts(INDArray parameters, Points points) {
      throw new UnsupportedOperationException(
          "an eigenvalue problem's loss is a quotient of sums over all points; it has no parts");
    }

    private WeakForm form(Points points) {
      return new WeakForm(problem, space, points);
    }
  }
}
