package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of settings says what the code does. */
class SettingsDocumentationTest {

  @Test
  void everySettingIsDocumentedWithItsDefaultAndItsNumbers() throws IOException {
    List<String> page = Files.readAllLines(Path.of("..", "docs", "SETTINGS.md"));
    Settings defaults = Settings.resolve(null, List.of(), Map.of());
    for (Key key : Key.values()) {
      String value = defaults.text(key);
      String row =
          "| `"
              + key.path()
              + "` | "
              + key.description()
              + " | "
              + (value.isEmpty() ? "" : "`" + value + "`")
              + " | "
              + key.range().map(Range::inWords).orElse("")
              + " |";
      assertThat(page).contains(row);
    }
  }
}
