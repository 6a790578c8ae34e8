package io.raf4j.jet;

/**
 * An unknown function at a point, as an operator sees it.
 *
 * <p>Asking for a derivative that the jet's shape does not carry is an IllegalStateException that
 * names the shape.
 */
public interface Field {

  /** Returns u. */
  Dual value();

  /** Returns du/dx_k. */
  Dual derivative(int k);

  /**
   * Returns {@code sum_k b_k du/dx_k}, in one pass instead of d.
   *
   * @param direction b, as many numbers as there are coordinates
   */
  Dual derivativeAlong(double[] direction);

  /** Returns the weighted Laplacian {@code sum_k c_k d2u/dx_k2} of a shape with weights. */
  Dual laplacian();

  /** Returns d2u/dx_k2, for shapes that carry each. */
  Dual second(int k);

  /** Returns an exactly known function as a field: numbers without partials. */
  static Field of(Jet jet, JetShape shape) {
    return new KnownField(jet, shape);
  }

  /**
   * Returns unknown functions at a point as fields; the partials of their duals are numbered {@code
   * function * rows + row}.
   *
   * @param jets {@code [rows, functions]} from offset on, as a network gives them
   */
  static Field[] of(double[] jets, int offset, int functions, JetShape shape) {
    Field[] fields = new Field[functions];
    for (int i = 0; i < functions; i++) {
      fields[i] = new UnknownField(jets, offset, functions, i, shape);
    }
    return fields;
  }
}
