package io.raf4j.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  /** A record with words in its names, and a question. */
  private record Clip(String sourceSha256, double relativeL2, List<Part> allParts) {

    private record Part(int firstFrame) {}

    public boolean isEmpty() {
      return allParts.isEmpty();
    }
  }

  private static final Clip CLIP = new Clip("ab", Double.NaN, List.of(new Clip.Part(3)));

  @Test
  void namesAreInSnakeCase() throws IOException {
    String line = Json.line(CLIP);
    assertThat(line)
        .isEqualTo(
            "{\"source_sha256\":\"ab\",\"relative_l2\":\"NaN\","
                + "\"all_parts\":[{\"first_frame\":3}]}");
    assertThat(read(line)).isEqualTo(CLIP);
    assertThat(read(Json.lines(CLIP))).isEqualTo(CLIP);
    assertThat(Json.map(CLIP)).containsOnlyKeys("source_sha256", "relative_l2", "all_parts");
  }

  @Test
  void earlierNamesAreReadToo() throws IOException {
    String earlier =
        "{\"sourceSha256\":\"ab\",\"relativeL2\":\"NaN\",\"allParts\":[{\"firstFrame\":3}]}";
    assertThat(read(earlier)).isEqualTo(CLIP);
    assertThatThrownBy(() -> read("{\"frameRate\": 25}"))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  private static Clip read(String text) throws IOException {
    return Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Clip.class);
  }
}
