package io.raf4j.geometry;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Reads polygons from text. */
final class PolygonReader {

  private static final long MOST_BYTES = 4 << 20;
  private static final String HEADER = "x,y";

  private PolygonReader() {}

  static Polygon csv(Path file) throws IOException {
    return csv(file.toString(), read(file));
  }

  static Polygon csv(String file, String text) {
    List<double[][]> rings = new ArrayList<>();
    List<double[]> ring = new ArrayList<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty()) {
        close(ring, rings);
      } else if (!line.startsWith("#") && !(i == 0 && isHeader(line))) {
        ring.add(vertex(file + ", line " + (i + 1), line));
      }
    }
    close(ring, rings);
    return polygon(file, rings);
  }

  private static boolean isHeader(String line) {
    return line.replace(" ", "").equalsIgnoreCase(HEADER);
  }

  private static void close(List<double[]> ring, List<double[][]> rings) {
    if (!ring.isEmpty()) {
      rings.add(ring.toArray(double[][]::new));
      ring.clear();
    }
  }

  private static double[] vertex(String where, String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 2) {
      throw new IllegalArgumentException(
          where + ": \"" + line + "\" has " + fields.length + " fields; expected x,y");
    }
    return new double[] {number(where, fields[0]), number(where, fields[1])};
  }

  private static double number(String where, String field) {
    double number;
    try {
      number = Double.parseDouble(field.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          where + ": \"" + field.strip() + "\" is no number; expected x,y", e);
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          where + ": " + number + " is no coordinate; expected finite numbers");
    }
    return number;
  }

  static Polygon wkt(Path file) throws IOException {
    return wkt(file.toString(), read(file));
  }

  static Polygon wkt(String where, String text) {
    String body = text.strip();
    int end = end(where, body);
    Geometry geometry;
    try {
      geometry = new WKTReader().read(body.substring(0, end));
    } catch (ParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where + ": " + e.getMessage() + "; expected POLYGON ((x y, x y, x y, x y))", e);
    }
    if (geometry instanceof MultiPolygon many && many.getNumGeometries() == 1) {
      geometry = many.getGeometryN(0);
    }
    if (!(geometry instanceof org.locationtech.jts.geom.Polygon polygon)) {
      throw new IllegalArgumentException(
          where
              + ": a "
              + geometry.getGeometryType()
              + " of "
              + geometry.getNumGeometries()
              + " is no polygon; give one POLYGON, and combine several by union");
    }
    List<double[][]> rings = new ArrayList<>();
    if (!polygon.isEmpty()) {
      rings.add(ring(where, polygon.getExteriorRing().getCoordinates()));
    }
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(ring(where, polygon.getInteriorRingN(i).getCoordinates()));
    }
    return polygon(where, rings);
  }

  /** Returns where the geometry ends: JTS passes over what follows. */
  private static int end(String where, String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ')' && depth == 0) {
        String rest = text.substring(i + 1).strip();
        if (!rest.isEmpty() && !rest.equals(";")) {
          long line = text.substring(0, i + 1).lines().count();
          throw new IllegalArgumentException(
              where + ", line " + line + ": text follows the polygon; expected one geometry");
        }
        return i + 1;
      }
    }
    return text.length();
  }

  private static double[][] ring(String where, Coordinate[] coordinates) {
    double[][] ring = new double[coordinates.length][];
    for (int i = 0; i < ring.length; i++) {
      if (!Double.isNaN(coordinates[i].getZ())) {
        throw new IllegalArgumentException(
            where + ": vertex " + i + " has a third coordinate; expected x y");
      }
      ring[i] = new double[] {coordinates[i].x, coordinates[i].y};
    }
    return ring;
  }

  private static Polygon polygon(String where, List<double[][]> rings) {
    try {
      return Polygon.of(rings);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(
          file
              + " has "
              + Files.size(file)
              + " bytes; expected a polygon of at most "
              + MOST_BYTES);
    }
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(file + " is no text in UTF-8; expected a polygon", e);
    }
  }
}
