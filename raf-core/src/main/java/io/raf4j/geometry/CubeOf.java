package io.raf4j.geometry;

import java.util.OptionalDouble;

/**
 * The points of the unit cube that a domain has a place for.
 *
 * @param domain whose cube it is
 */
record CubeOf(Domain domain) implements Domain {

  @Override
  public int dimension() {
    return domain.cubeDimension();
  }

  @Override
  public int cubeDimension() {
    return domain.cubeDimension();
  }

  @Override
  public double place(double[] cube, double[] point) {
    System.arraycopy(cube, 0, point, 0, domain.cubeDimension());
    return belongs(cube) ? 1 : 0;
  }

  private boolean belongs(double[] cube) {
    return domain.place(cube, new double[domain.dimension()]) != 0;
  }

  @Override
  public OptionalDouble keptShare() {
    return domain.keptShare();
  }

  @Override
  public boolean contains(double[] point) {
    for (double coordinate : point) {
      if (!(coordinate >= 0 && coordinate < 1)) {
        return false;
      }
    }
    return belongs(point);
  }

  /** Returns the share of the cube, NaN where it is not known. */
  @Override
  public double volume() {
    return keptShare().orElse(Double.NaN);
  }

  @Override
  public Box bounds() {
    return Box.unit(domain.cubeDimension());
  }
}
