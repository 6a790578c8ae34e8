package io.raf4j.geometry;

/** A side of a box: the coordinate of its axis is fixed, the others are those of the cube. */
record BoxSide(Box box, int axis, boolean isHigh) implements BoundaryPart {

  /** Returns the name of a side. */
  static String name(int axis, boolean isHigh) {
    return (isHigh ? "high " : "low ") + axis;
  }

  @Override
  public String name() {
    return name(axis, isHigh);
  }

  @Override
  public int dimension() {
    return box.dimension();
  }

  @Override
  public int cubeDimension() {
    return box.dimension() - 1;
  }

  @Override
  public double place(double[] cube, double[] point, double[] normal) {
    int next = 0;
    for (int k = 0; k < box.dimension(); k++) {
      boolean isFixed = k == axis;
      normal[k] = isFixed ? (isHigh ? 1 : -1) : 0;
      if (isFixed) {
        point[k] = isHigh ? box.high(k) : box.low(k);
      } else {
        point[k] = box.low(k) + (box.high(k) - box.low(k)) * cube[next++];
      }
    }
    return measure();
  }

  @Override
  public double measure() {
    double measure = 1;
    for (int k = 0; k < box.dimension(); k++) {
      measure *= k == axis ? 1 : box.high(k) - box.low(k);
    }
    return measure;
  }
}
