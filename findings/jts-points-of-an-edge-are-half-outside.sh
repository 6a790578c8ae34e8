#!/usr/bin/env bash
# JTS 1.20.0 (org.locationtech.jts:jts-core): of points that were computed on the edges of a polygon, a + t (b - a) in doubles, about half are outside by
# polygon.covers(point), and hardly one is on polygon.getBoundary() by intersects. The predicates are exact; the points are not.
#
# Expected by anybody who draws points of a boundary and asks a predicate which side they are on, as a solver of boundary-value problems does with its
# collocation points: that points of an edge are on it, or at least inside. Which part a point belongs to has to be remembered from where it was drawn.
# Fails when that has changed.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.locationtech.jts</groupId><artifactId>jts-core</artifactId><version>1.20.0</version></dependency>
  </dependencies>
</project>
P
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath >mvn.log 2>&1 || { cat mvn.log; exit 1; }

cat > Edges.java <<'P'
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class Edges {
  public static void main(String[] arguments) {
    GeometryFactory factory = new GeometryFactory();
    Coordinate[] ring = new Coordinate[6];
    for (int i = 0; i < 6; i++) {
      double angle = 2 * Math.PI * (i % 5) / 5 + 0.1;
      ring[i] = new Coordinate(Math.cos(angle), Math.sin(angle));
    }
    Geometry pentagon = factory.createPolygon(ring);
    Geometry boundary = pentagon.getBoundary();
    Random random = new Random(1);
    int points = 10_000;
    int covered = 0;
    int on = 0;
    for (int p = 0; p < points; p++) {
      Coordinate a = ring[p % 5];
      Coordinate b = ring[p % 5 + 1];
      double t = random.nextDouble();
      Geometry point = factory.createPoint(new Coordinate(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)));
      covered += pentagon.covers(point) ? 1 : 0;
      on += boundary.intersects(point) ? 1 : 0;
    }
    System.out.printf("of %,d points of the edges %,d are covered, %,d are on the boundary%n", points, covered, on);
    System.exit(covered > points / 4 && covered < points * 3 / 4 && on < points / 10 ? 0 : 1);
  }
}
P
java -cp "$(cat classpath)" Edges.java || { echo "changed: predicates agree with the points of edges"; exit 1; }
echo "as found: points of edges are on either side"
