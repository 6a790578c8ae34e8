package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A shape whose boundary's parts have other names, several of them one name where they are a part
 * together.
 */
public final class Named implements Shape {

  private final Shape shape;
  private final Map<String, List<String>> members = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<BoundaryPart> parts = new ArrayList<>();

  /**
   * Names parts.
   *
   * @param groups the parts that each new name stands for; those in none keep their names
   */
  Named(Shape shape, Map<String, List<String>> groups) {
    this.shape = shape;
    groups.forEach(this::add);
    Set<String> order = new LinkedHashSet<>();
    List<String> resulting = new ArrayList<>();
    for (String part : shape.partNames()) {
      if (!names.containsKey(part)) {
        resulting.add(part);
      }
      order.add(nameOf(part));
    }
    resulting.addAll(groups.keySet());
    Parts.requireDifferent(resulting, "the shape");
    for (String name : order) {
      List<String> of = membersOf(name);
      parts.add(
          members.containsKey(name)
              ? JoinedPart.of(name, of.stream().map(shape::part).toList())
              : shape.part(name));
    }
  }

  private void add(String name, List<String> of) {
    Parts.requireName(name);
    if (of.isEmpty()) {
      throw new IllegalArgumentException(
          "the part \"" + name + "\" stands for no part; name one or more of " + shape.partNames());
    }
    for (String part : of) {
      shape.part(part);
      if (names.put(part, name) != null) {
        throw new IllegalArgumentException(
            "the part \"" + part + "\" is named twice for \"" + name + "\"; name it once");
      }
    }
    members.put(name, List.copyOf(of));
  }

  /** Returns the shape with the names that it had before. */
  public Shape shape() {
    return shape;
  }

  /** Returns which parts, by the names before, a part of a name is. */
  public List<String> membersOf(String name) {
    return members.getOrDefault(name, List.of(name));
  }

  /** Returns the name of what was a part of another one. */
  public String nameOf(String before) {
    return names.getOrDefault(before, before);
  }

  @Override
  public List<BoundaryPart> parts() {
    return Collections.unmodifiableList(parts);
  }

  @Override
  public double signedDistanceBound(double[] x) {
    return shape.signedDistanceBound(x);
  }

  @Override
  public boolean isDistanceExact() {
    return shape.isDistanceExact();
  }

  @Override
  public double tolerance() {
    return shape.tolerance();
  }

  @Override
  public boolean contains(double[] point) {
    return shape.contains(point);
  }

  @Override
  public int dimension() {
    return shape.dimension();
  }

  @Override
  public int cubeDimension() {
    return shape.cubeDimension();
  }

  @Override
  public double place(double[] cube, double[] point) {
    return shape.place(cube, point);
  }

  @Override
  public OptionalDouble keptShare() {
    return shape.keptShare();
  }

  @Override
  public double volume() {
    return shape.volume();
  }

  @Override
  public Box bounds() {
    return shape.bounds();
  }

  @Override
  public String toString() {
    return shape + " with parts " + partNames();
  }
}
