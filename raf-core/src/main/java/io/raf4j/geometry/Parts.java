package io.raf4j.geometry;

import io.raf4j.naming.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds of the names of parts. */
final class Parts {
  private Parts() {}

  static void requireName(String name) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "a part of a boundary is named \""
              + name
              + "\"; expected a name without blanks around it");
    }
  }

  static List<String> names(List<BoundaryPart> parts) {
    return parts.stream().map(BoundaryPart::name).toList();
  }

  static BoundaryPart find(List<BoundaryPart> parts, String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Nearest.unknown("part of the boundary", name, names(parts)));
  }

  /** Returns a name that occurs twice. */
  static Optional<String> repeated(List<String> names) {
    Set<String> seen = new HashSet<>();
    return names.stream().filter(name -> !seen.add(name)).findFirst();
  }

  static void requireDifferent(List<String> names, String where) {
    repeated(names)
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  where
                      + " would have two parts named \""
                      + name
                      + "\"; rename one of them before, by naming(\"...\", \""
                      + name
                      + "\") or by called(\"...\") for all parts of a shape");
            });
  }
}
