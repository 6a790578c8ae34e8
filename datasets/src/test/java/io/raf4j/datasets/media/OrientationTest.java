package io.raf4j.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrientationTest {

  // The picture "ab/cd/ef", 3 rows and 2 columns, as it is shown.
  @ParameterizedTest
  @CsvSource({
    "UPRIGHT, ab/cd/ef",
    "MIRRORED, ba/dc/fe",
    "HALF_TURN, fe/dc/ba",
    "FLIPPED, ef/cd/ab",
    "TRANSPOSED, ace/bdf",
    "QUARTER_TURN, eca/fdb",
    "TRANSVERSED, fdb/eca",
    "THREE_QUARTER_TURN, bdf/ace"
  })
  void picturesAreShownAsTheStandardSays(Orientation orientation, String shown) {
    String stored = "abcdef";
    String[] rows = shown.split("/");
    int height = rows.length;
    int width = rows[0].length();
    assertThat(orientation.swapsSides()).isEqualTo(height == 2);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int at = orientation.stored(row, column, height, width);
        assertThat(stored.charAt(at)).isEqualTo(rows[row].charAt(column));
      }
    }
  }

  /** Stored points are moved by the matrix and then shifted so that the smallest are 0. */
  @ParameterizedTest
  @EnumSource(Orientation.class)
  void matricesMoveStoredPointsToWhereTheyAreShown(Orientation orientation) {
    int found = 0;
    for (int[] m :
        new int[][] {
          {1, 0, 0, 1},
          {-1, 0, 0, 1},
          {-1, 0, 0, -1},
          {1, 0, 0, -1},
          {0, 1, 1, 0},
          {0, 1, -1, 0},
          {0, -1, -1, 0},
          {0, -1, 1, 0}
        }) {
      if (Orientation.ofMatrix(m[0] << 16, m[1] << 16, m[2] << 16, m[3] << 16).get()
          == orientation) {
        found++;
        assertMoves(orientation, m);
      }
    }
    assertThat(found).isEqualTo(1);
  }

  private static void assertMoves(Orientation orientation, int[] m) {
    int height = 3;
    int width = 2;
    int shownHeight = orientation.swapsSides() ? width : height;
    int shownWidth = orientation.swapsSides() ? height : width;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int shownX = m[0] * x + m[2] * y + (m[0] + m[2] < 0 ? shownWidth - 1 : 0);
        int shownY = m[1] * x + m[3] * y + (m[1] + m[3] < 0 ? shownHeight - 1 : 0);
        assertThat(orientation.stored(shownY, shownX, shownHeight, shownWidth))
            .isEqualTo(y * width + x);
      }
    }
  }

  @Test
  void otherAnglesAndNumbersAreNone() {
    assertThat(Orientation.ofMatrix(46341, 46341, -46341, 46341)).isEmpty();
    assertThat(Orientation.ofMatrix(0, 0, 0, 0)).isEmpty();
    assertThat(Orientation.ofExif(0)).isEmpty();
    assertThat(Orientation.ofExif(9)).isEmpty();
    assertThat(Orientation.ofExif(6)).contains(Orientation.QUARTER_TURN);
  }
}
