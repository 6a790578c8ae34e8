package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.pde.Coordinates.Coordinate;
import io.raf4j.pde.Coordinates.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of coordinates, and what the Laplacian goes over. */
final class CoordinatesTest {

  @Test
  void spaceIsNamedByLettersOrNumbers() {
    assertThat(Coordinates.space(1).names()).containsExactly("x");
    assertThat(Coordinates.space(3).names()).containsExactly("x", "y", "z");
    assertThat(Coordinates.space(4).names()).containsExactly("x1", "x2", "x3", "x4");
    assertThat(Coordinates.space("r", "phi").names()).containsExactly("r", "phi");
    assertThat(Coordinates.timeSpace(4).names()).containsExactly("t", "x1", "x2", "x3", "x4");
  }

  @Test
  void timeAndParametersAreNoPartOfTheLaplacian() {
    Coordinates all = Coordinates.timeSpace("x", "y").withParameters("nu");
    assertThat(all.names()).containsExactly("t", "x", "y", "nu");
    assertThat(all.count()).isEqualTo(4);
    assertThat(all.hasTime()).isTrue();
    assertThat(all.laplacian()).containsExactly(0, 1, 1, 0);
    assertThat(Coordinates.space(2).hasTime()).isFalse();
    assertThat(Coordinates.space(2).laplacian()).containsExactly(1, 1);
  }

  @Test
  void namesThatAreNoneOrTwiceAndTimeThatIsNotFirstAreRefused() {
    assertThatThrownBy(() -> Coordinates.space("x", "y", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coordinates are [x, y, x]; expected one or more, of different names");
    assertThatThrownBy(() -> Coordinates.timeSpace("t")).hasMessageContaining("[t, t]");
    assertThatThrownBy(() -> Coordinates.space(0)).hasMessageStartingWith("coordinates are []");
    assertThatThrownBy(() -> Coordinates.space("2x"))
        .hasMessageStartingWith("coordinate is \"2x\"; expected a letter");
    assertThatThrownBy(() -> Coordinates.space("")).hasMessageStartingWith("coordinate is \"\"");
    List<Coordinate> late =
        List.of(new Coordinate("x", Role.SPACE), new Coordinate("t", Role.TIME));
    assertThatThrownBy(() -> new Coordinates(late))
        .hasMessage("coordinates are [x, t]; expected time first, not at 2");
  }
}
