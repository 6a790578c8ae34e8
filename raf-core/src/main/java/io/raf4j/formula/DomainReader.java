package io.raf4j.formula;

import io.raf4j.formula.grammar.ProblemLexer;
import io.raf4j.formula.grammar.ProblemParser.FormulaContext;
import io.raf4j.formula.grammar.ProblemParser.PartContext;
import io.raf4j.formula.grammar.ProblemParser.PlaceContext;
import io.raf4j.formula.grammar.ProblemParser.RegionContext;
import io.raf4j.formula.grammar.ProblemParser.ShapeContext;
import io.raf4j.formula.grammar.ProblemParser.SolidContext;
import io.raf4j.formula.grammar.ProblemParser.TupleContext;
import io.raf4j.geometry.Ball;
import io.raf4j.geometry.BoundaryPart;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.HalfSpace;
import io.raf4j.geometry.Polygon;
import io.raf4j.geometry.Region;
import io.raf4j.geometry.Shape;
import io.raf4j.geometry.TimeSpace;
import io.raf4j.pde.Coordinates.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes shapes of what is typed, and finds parts of their boundary. */
final class DomainReader {

  /** A side is met by a number that differs by rounding. */
  private static final double SAME = 1e-12;

  private final Syntax syntax;
  private final Names names;
  private final FormulaReader formulas;
  private final DataFiles data;
  private Shape shape;

  DomainReader(Syntax syntax, Names names, FormulaReader formulas, DataFiles data) {
    this.syntax = syntax;
    this.names = names;
    this.formulas = formulas;
    this.data = data;
  }

  /** Sets the domain, of which parts are then found. */
  void is(Shape whole) {
    shape = whole;
  }

  Shape shape() {
    return shape;
  }

  /** Returns a shape of space. */
  Shape space(ShapeContext typed) {
    Region first = region(typed.region(0));
    for (int i = 1; i < typed.region().size(); i++) {
      Region before = first;
      RegionContext with = typed.region(i);
      Region second = region(with);
      int operation = ((TerminalNode) typed.getChild(2 * i - 1)).getSymbol().getType();
      first = tried(with, () -> combined(operation, bounded(with, before), second, with));
    }
    return bounded(typed, first);
  }

  private Shape combined(int operation, Shape first, Region second, RegionContext at) {
    return switch (operation) {
      case ProblemLexer.UNION -> first.union(bounded(at, second));
      case ProblemLexer.INTERSECTION -> first.intersection(second);
      default -> first.difference(second);
    };
  }

  private Shape bounded(ParserRuleContext at, Region region) {
    if (region instanceof Shape bounded) {
      return bounded;
    }
    throw syntax.wrong(at, "a half space has no end; expected a box, ball or polygon that it cuts");
  }

  private Region region(RegionContext typed) {
    Region solid = tried(typed, () -> solid(typed.solid()));
    if (typed.NAME() == null) {
      return solid;
    }
    String name = typed.NAME().getText();
    return tried(
        typed,
        () ->
            solid instanceof Shape bounded
                ? bounded.naming(name, bounded.partNames().toArray(String[]::new))
                : ((HalfSpace) solid).named(name));
  }

  private Region solid(SolidContext typed) {
    if (typed.shape() != null) {
      return space(typed.shape());
    } else if (typed.POLYGON() != null) {
      return polygon(typed);
    }
    double[] first = numbers(typed.tuple(0));
    if (typed.BALL() != null) {
      return Ball.around(formulas.number(typed.formula(), "a radius"), first);
    }
    double[] second = numbers(typed.tuple(1));
    if (first.length != second.length) {
      throw syntax.wrong(
          typed.tuple(1),
          Syntax.typed(typed.tuple(1))
              + " has "
              + second.length
              + " numbers; expected "
              + first.length);
    }
    return typed.BOX() != null ? new Box(first, second) : HalfSpace.through(first, second);
  }

  private Polygon polygon(SolidContext typed) {
    if (typed.STRING() != null) {
      return data.polygon(typed.STRING().getSymbol());
    }
    return Polygon.of(typed.tuple().stream().map(this::numbers).toArray(double[][]::new));
  }

  /** Returns a point that is known. */
  double[] numbers(TupleContext tuple) {
    return tuple.formula().stream().mapToDouble(one -> formulas.number(one, "a point")).toArray();
  }

  /** Returns what the library may refuse, with the place where it is asked for. */
  <T> T tried(ParserRuleContext at, Supplier<T> made) {
    try {
      return made.get();
    } catch (ProblemTextException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw syntax.refused(at, e, "a shape with an inside");
    }
  }

  /** Gives parts of the boundary a name together. */
  void name(Token name, List<PartContext> parts) {
    String[] old = parts.stream().map(part -> part(part).name()).toArray(String[]::new);
    shape = tried(parts.get(0), () -> shape.naming(name.getText(), old));
  }

  /** Returns the parts of a place, all but the end of time of the whole boundary. */
  List<BoundaryPart> parts(PlaceContext place) {
    if (place.BOUNDARY() != null) {
      return shape.parts().stream().filter(part -> !isEndOfTime(part)).toList();
    }
    List<BoundaryPart> all = new ArrayList<>();
    for (PartContext typed : place.part()) {
      BoundaryPart part = part(typed);
      if (all.stream().anyMatch(other -> other.name().equals(part.name()))) {
        throw syntax.wrong(typed, Syntax.typed(typed) + " is named twice; expected each part once");
      }
      all.add(part);
    }
    return all;
  }

  private boolean isEndOfTime(BoundaryPart part) {
    boolean hasTime = !names.coordinates().isEmpty() && names.laplacian()[0] == 0;
    if (!hasTime || isParameter()) {
      return false;
    }
    return part.name().equals(shape instanceof Box ? "high 0" : TimeSpace.END);
  }

  private boolean isParameter() {
    return ((Names.Axis) names.of(names.coordinates().get(0))).role() != Role.TIME;
  }

  /** Returns a part of the boundary. */
  BoundaryPart part(PartContext typed) {
    if (typed.formula() != null) {
      return side(typed, typed.NAME().getText(), typed.formula());
    }
    String name =
        typed.NAME() != null ? typed.getText() : Syntax.unquoted(typed.STRING().getSymbol());
    if (!shape.partNames().contains(name)) {
      throw syntax.wrong(
          typed, FormulaReader.unknown("part of the boundary", name, shape.partNames()));
    }
    return shape.part(name);
  }

  private BoundaryPart side(PartContext typed, String name, FormulaContext formula) {
    if (!(names.of(name) instanceof Names.Axis axis)) {
      throw syntax.wrong(typed, FormulaReader.unknown("coordinate", name, names.coordinates()));
    }
    double value = formulas.number(formula, "a side of the domain");
    int k = axis.index();
    Box bounds = shape.bounds();
    double tolerance = SAME * (bounds.high(k) - bounds.low(k));
    List<String> candidates = new ArrayList<>();
    if (Math.abs(value - bounds.low(k)) <= tolerance) {
      candidates.addAll(sides(k, "low ", TimeSpace.START));
    } else if (Math.abs(value - bounds.high(k)) <= tolerance) {
      candidates.addAll(sides(k, "high ", TimeSpace.END));
    }
    return candidates.stream()
        .filter(shape.partNames()::contains)
        .findFirst()
        .map(shape::part)
        .orElseThrow(
            () ->
                syntax.wrong(
                    typed,
                    Syntax.typed(typed)
                        + " is no side of the domain; expected one of "
                        + String.join(", ", sides())));
  }

  /** Returns the parts in the words of formulas where they have such. */
  private List<String> sides() {
    List<String> all = new ArrayList<>();
    for (String part : shape.partNames()) {
      String side = "\"" + part + "\"";
      for (int k = 0; k < names.coordinates().size(); k++) {
        boolean isLow = sides(k, "low ", TimeSpace.START).contains(part);
        if (isLow || sides(k, "high ", TimeSpace.END).contains(part)) {
          double end = isLow ? shape.bounds().low(k) : shape.bounds().high(k);
          side = names.coordinates().get(k) + " = " + end;
        }
      }
      all.add(side);
    }
    return all;
  }

  /** Returns what the side of a box is called, at whose place time may stand. */
  private List<String> sides(int k, String end, String time) {
    boolean isOverTime = !(shape instanceof Box) && hasTime();
    if (!isOverTime) {
      return List.of(end + k);
    }
    return k == 0 ? List.of(time) : List.of(end + (k - 1));
  }

  private boolean hasTime() {
    return shape.partNames().contains(TimeSpace.START) || shape.partNames().contains(TimeSpace.END);
  }
}
