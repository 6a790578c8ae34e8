package io.raf4j.geometry;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Several parts of a boundary as one: the first number of the cube chooses one of them, in
 * proportion to what their points of the cube stand for, and what it has left serves the part.
 */
final class JoinedPart implements BoundaryPart {

  private static final double LARGEST = Math.nextDown(1.0);

  private final String name;
  private final List<BoundaryPart> members;
  private final double[] sizes;
  private final double size;
  private final double measure;

  private JoinedPart(String name, List<BoundaryPart> members) {
    this.name = name;
    this.members = List.copyOf(members);
    this.sizes = members.stream().mapToDouble(m -> m.measure() / m.keptShare().orElse(1)).toArray();
    this.size = sum(sizes);
    this.measure = sum(members.stream().mapToDouble(BoundaryPart::measure).toArray());
  }

  private static double sum(double... numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }

  /** Returns parts as one of another name. */
  static BoundaryPart of(String name, List<BoundaryPart> members) {
    return new JoinedPart(name, members);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return members.get(0).dimension();
  }

  @Override
  public int cubeDimension() {
    int most = members.stream().mapToInt(BoundaryPart::cubeDimension).max().orElseThrow();
    return members.size() == 1 ? most : Math.max(1, most);
  }

  @Override
  public double place(double[] cube, double[] point, double[] normal) {
    if (members.size() == 1) {
      return members.get(0).place(cube, point, normal);
    }
    double place = cube[0] * size;
    int index = 0;
    while (index < sizes.length - 1 && place >= sizes[index]) {
      place -= sizes[index++];
    }
    double[] own = cube.clone();
    own[0] = Math.min(place / sizes[index], LARGEST);
    return members.get(index).place(own, point, normal) * (size / sizes[index]);
  }

  @Override
  public double measure() {
    return measure;
  }

  @Override
  public OptionalDouble keptShare() {
    if (members.stream().anyMatch(member -> member.keptShare().isEmpty())) {
      return OptionalDouble.empty();
    }
    boolean isWhole = members.stream().allMatch(m -> m.keptShare().getAsDouble() == 1);
    return OptionalDouble.of(isWhole ? 1 : measure / size);
  }

  @Override
  public String toString() {
    return name;
  }
}
