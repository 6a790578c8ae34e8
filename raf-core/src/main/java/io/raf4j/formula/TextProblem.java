package io.raf4j.formula;

import io.raf4j.formula.Expression.DualProgram;
import io.raf4j.formula.Expression.JetProgram;
import io.raf4j.formula.Expression.PointProgram;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.ExactValues;
import io.raf4j.pde.PdeProblem;
import java.util.List;
import java.util.Optional;

/**
 * A differential equation whose formulas were typed, compiled.
 *
 * @param name in reports
 * @param equation for people
 * @param domain where it holds
 * @param coordinates by name
 * @param unknowns by name
 * @param coefficients the unknown numbers
 * @param exactCoefficients where they are known
 * @param equations the left-hand sides, with what of the right-hand sides depends on unknowns
 * @param sources the rest of the right-hand sides
 * @param weights of the equations' squared residuals
 * @param conditions beside the equations
 * @param freeParts of the boundary
 * @param factors B of each unknown
 * @param lifts A of each unknown
 * @param seen what the network sees of the coordinates; none for the coordinates themselves
 * @param exact solution
 * @param exactValues of it, where there is a table
 * @param isManufactured whether a right-hand side is what the exact solution gives
 */
record TextProblem(
    String name,
    String equation,
    Domain domain,
    Coordinates coordinates,
    List<String> unknowns,
    List<Coefficient> coefficients,
    Optional<double[]> exactCoefficients,
    List<DualProgram> equations,
    List<PointProgram> sources,
    PointProgram weights,
    List<Condition> conditions,
    List<String> freeParts,
    List<JetProgram> factors,
    List<JetProgram> lifts,
    List<JetProgram> seen,
    Optional<ExactSolution> exact,
    Optional<ExactValues> exactValues,
    boolean isManufactured)
    implements PdeProblem {

  private static final double[] NONE = {};

  @Override
  public Dual[] operator(double[] x, Field[] u) {
    return operator(x, u, Coefficient.initials(coefficients));
  }

  @Override
  public Dual[] operator(double[] x, Field[] u, Dual[] values) {
    Dual[] residuals = new Dual[equations.size()];
    for (int e = 0; e < residuals.length; e++) {
      residuals[e] = equations.get(e).at(x, NONE, u, values);
    }
    return residuals;
  }

  @Override
  public double[] source(double[] x) {
    double[] right = new double[sources.size()];
    for (int e = 0; e < right.length; e++) {
      right[e] = sources.get(e).at(x, NONE);
    }
    return right;
  }

  @Override
  public double weight(double[] x) {
    return weights.at(x, NONE);
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return boundaryFactor(0, x);
  }

  @Override
  public Jet boundaryFactor(int component, Jet[] x) {
    return factors.get(component).at(x);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return lifts.get(component).at(x);
  }

  @Override
  public Jet[] features(Jet[] x) {
    if (seen.isEmpty()) {
      return x;
    }
    Jet[] features = new Jet[seen.size()];
    for (int j = 0; j < features.length; j++) {
      features[j] = seen.get(j).at(x);
    }
    return features;
  }
}
