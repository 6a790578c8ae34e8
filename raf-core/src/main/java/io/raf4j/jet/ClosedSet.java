package io.raf4j.jet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Partial derivatives of any order among which all those are that the product rule and the chain
 * rule make them of, and these two rules on their rows.
 *
 * <pre>
 *   Leibniz       d_m (f g)    = sum over subsets S of m       d_S f  d_(m - S) g
 *   Faa di Bruno  d_m h(f)     = sum over partitions P of m    h^(|P|)(f)  prod_(B in P) d_B f
 * </pre>
 *
 * <p>Row 0 is the value, rows 1 to d are the first derivatives, the others follow in the order of
 * {@link Partial}. Immutable.
 */
final class ClosedSet implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final List<Partial> partials;
  private final List<ProductTerm[]> leibniz = new ArrayList<>();
  private final List<ChainTerm[]> chain = new ArrayList<>();

  /**
   * A term of the product rule.
   *
   * @param factor how often it occurs
   * @param first row of f
   * @param second row of g
   */
  record ProductTerm(double factor, int first, int second) implements Serializable {}

  /**
   * Makes the smallest closed set.
   *
   * @param dimension d
   * @param wanted of order 2 and higher, along axes below d
   */
  ClosedSet(int dimension, Collection<Partial> wanted) {
    this.dimension = dimension;
    SortedSet<Partial> all = new TreeSet<>();
    wanted.forEach(one -> close(one, all));
    this.partials = List.copyOf(all);
    for (Partial partial : partials) {
      leibniz.add(productRule(partial));
      chain.add(chainRule(partial));
    }
  }

  private static void close(Partial partial, SortedSet<Partial> all) {
    if (partial.order() >= 2 && all.add(partial)) {
      partial.lower().forEach(lower -> close(lower, all));
    }
  }

  /** Returns those of order 2 and higher. */
  List<Partial> partials() {
    return partials;
  }

  /** Returns the highest order. */
  int order() {
    return partials.get(partials.size() - 1).order();
  }

  int rows() {
    return 1 + dimension + partials.size();
  }

  /** Returns the row of a partial derivative, or -1. */
  int row(Partial partial) {
    if (partial.order() == 1) {
      return partial.highestAxis() < dimension ? 1 + partial.highestAxis() : -1;
    }
    int index = partials.indexOf(partial);
    return index < 0 ? -1 : 1 + dimension + index;
  }

  /** Returns the product rule of a row from 1 + d on. */
  ProductTerm[] leibniz(int row) {
    return leibniz.get(row - 1 - dimension);
  }

  /** Returns the chain rule of a row from 1 + d on. */
  ChainTerm[] chain(int row) {
    return chain.get(row - 1 - dimension);
  }

  private int rowAt(Partial partial, List<Integer> positions) {
    return positions.isEmpty() ? 0 : row(partial.at(positions));
  }

  private ProductTerm[] productRule(Partial partial) {
    Map<List<Integer>, Integer> counts = new TreeMap<>(ClosedSet::compare);
    int positions = partial.order();
    for (int subset = 0; subset < 1 << positions; subset++) {
      List<Integer> inside = new ArrayList<>();
      List<Integer> outside = new ArrayList<>();
      for (int i = 0; i < positions; i++) {
        ((subset >> i & 1) == 1 ? inside : outside).add(i);
      }
      counts.merge(List.of(rowAt(partial, inside), rowAt(partial, outside)), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(e -> new ProductTerm(e.getValue(), e.getKey().get(0), e.getKey().get(1)))
        .toArray(ProductTerm[]::new);
  }

  private ChainTerm[] chainRule(Partial partial) {
    Map<List<Integer>, Integer> counts = new TreeMap<>(ClosedSet::compare);
    partition(partial, 0, new ArrayList<>(), counts);
    return counts.entrySet().stream()
        .map(
            e ->
                new ChainTerm(
                    e.getValue(), e.getKey().stream().mapToInt(Integer::intValue).toArray()))
        .toArray(ChainTerm[]::new);
  }

  /** Puts each position into one of the blocks before or into one of its own. */
  private void partition(
      Partial partial, int position, List<List<Integer>> blocks, Map<List<Integer>, Integer> into) {
    if (position == partial.order()) {
      List<Integer> rows = blocks.stream().map(block -> rowAt(partial, block)).sorted().toList();
      into.merge(rows, 1, Integer::sum);
      return;
    }
    for (int b = 0; b < blocks.size(); b++) {
      blocks.get(b).add(position);
      partition(partial, position + 1, blocks, into);
      blocks.get(b).remove(blocks.get(b).size() - 1);
    }
    blocks.add(new ArrayList<>(List.of(position)));
    partition(partial, position + 1, blocks, into);
    blocks.remove(blocks.size() - 1);
  }

  /** Fewer rows first, so that terms with a lower derivative of h come first. */
  private static int compare(List<Integer> a, List<Integer> b) {
    return a.size() != b.size()
        ? a.size() - b.size()
        : Arrays.compare(
            a.stream().mapToInt(Integer::intValue).toArray(),
            b.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClosedSet that
        && dimension == that.dimension
        && partials.equals(that.partials);
  }

  @Override
  public int hashCode() {
    return 31 * partials.hashCode() + dimension;
  }

  @Override
  public String toString() {
    return partials.toString();
  }
}
