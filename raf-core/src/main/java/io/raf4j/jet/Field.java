package io.raf4j.jet;

/**
 * An unknown function at a point, as an operator sees it.
 *
 * <p>Which derivatives travel with the value is found out before training, by a {@link
 * DerivativeTrace} of the operator. Asking for one that the trace did not see is an
 * IllegalStateException that names what travels.
 */
public interface Field {

  /** Returns u. */
  Dual value();

  /** Returns du/dx_k. */
  Dual derivative(int k);

  /** Returns d2u/dx_k2. */
  default Dual second(int k) {
    return derivative(Partial.along(k, k));
  }

  /**
   * Returns a derivative along several axes, such as {@code derivative(0, 1, 1)} for d3u / dx_0
   * dx_1^2, in any order.
   *
   * @param more two to {@link Partial#MAX_ORDER} axes in all
   */
  default Dual derivative(int first, int second, int... more) {
    int[] axes = new int[2 + more.length];
    axes[0] = first;
    axes[1] = second;
    System.arraycopy(more, 0, axes, 2, more.length);
    return derivative(Partial.along(axes));
  }

  /** Returns a partial derivative. */
  Dual derivative(Partial partial);

  /**
   * Returns {@code sum_k b_k du/dx_k}, in one pass instead of d.
   *
   * @param direction b, as many numbers as there are coordinates
   */
  Dual derivativeAlong(double[] direction);

  /** Returns the Laplacian over the coordinates of space. */
  Dual laplacian();

  /**
   * Returns {@code sum_k c_k d2u/dx_k2}, in one pass instead of d.
   *
   * @param weights c, as many numbers as there are coordinates, the same at every point: 0 leaves
   *     out a coordinate, negative ones make wave operators
   */
  Dual laplacian(double... weights);

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
    return of(jets, offset, functions, shape, 0);
  }

  /**
   * Returns unknown functions at a point as fields, beside other unknowns, whose partials follow
   * those of the functions.
   *
   * @param jets {@code [rows, functions]} from offset on, as a network gives them
   * @param others how many unknowns there are beside the functions
   */
  static Field[] of(double[] jets, int offset, int functions, JetShape shape, int others) {
    Field[] fields = new Field[functions];
    for (int i = 0; i < functions; i++) {
      fields[i] = new UnknownField(jets, offset, functions, i, shape, others);
    }
    return fields;
  }
}
