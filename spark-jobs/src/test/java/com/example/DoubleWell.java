package com.example;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Jet;
import java.util.Optional;

/** A particle between walls, with a barrier in the middle. */
public final class DoubleWell implements EigenProblem {

  @Override
  public String name() {
    return "double-well";
  }

  @Override
  public String equation() {
    return "-u'' + 20 e^(-20 x^2) u = lambda u on [-1,1], u = 0 at both ends";
  }

  @Override
  public Domain domain() {
    return Box.cube(1, -1, 1);
  }

  @Override
  public double potential(double[] x) {
    return 20 * Math.exp(-20 * x[0] * x[0]);
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].square().subtractedFrom(1);
  }

  @Override
  public double[] eigenvalues(int count) {
    return new double[0];
  }

  @Override
  public Optional<GroundState> groundState() {
    return Optional.empty();
  }
}
