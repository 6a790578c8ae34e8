package io.raf4j.pde;

import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.List;
import java.util.Optional;

/** The catalogue's inverse problem with another repetition of its measurement. */
public final class MeasuredDiffusion implements InverseProblem {

  private final InverseDiffusion sample;

  /** Measures once more. */
  public MeasuredDiffusion(int sample) {
    this.sample = new InverseDiffusion(sample);
  }

  @Override
  public String name() {
    return sample.name();
  }

  @Override
  public String equation() {
    return sample.equation();
  }

  @Override
  public Domain domain() {
    return sample.domain();
  }

  @Override
  public Coordinates coordinates() {
    return sample.coordinates();
  }

  @Override
  public List<Coefficient> coefficients() {
    return sample.coefficients();
  }

  @Override
  public Optional<double[]> exactCoefficients() {
    return sample.exactCoefficients();
  }

  @Override
  public Dual[] operator(double[] x, Field[] u, Dual[] coefficients) {
    return sample.operator(x, u, coefficients);
  }

  @Override
  public List<Condition> conditions() {
    return sample.conditions();
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return sample.boundaryFactor(x);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return sample.lift(component, x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return sample.exact();
  }
}
