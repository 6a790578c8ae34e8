package io.raf4j.spark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as people have them, and patterns that name many. */
class TypedPathTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir private java.nio.file.Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VID 12:30:05.mp4",
        "a:b",
        "run*",
        "{a,b}",
        "[1]",
        "50%",
        "a%20b",
        "#1",
        "a+b",
        "a\\b",
        "^",
        "-dash",
        "über",
        "日本.mp4",
        "'quoted'",
        "file:x",
        "@file"
      })
  void fileIsFoundByItsName(String name) throws IOException {
    java.nio.file.Path file = Files.writeString(folder.resolve(name), "content of " + name);
    for (String text : List.of(file.toString(), "file:" + file, "file://" + file)) {
      InputFile found = InputFile.of(TypedPath.of("--input", text, HADOOP), HADOOP);
      assertThat(found.bytes()).isEqualTo(Files.size(file));
      assertThat(InputFile.of(new Path(found.path()), HADOOP)).isEqualTo(found);
    }
  }

  @Test
  void nameWithoutAFolderIsBelowTheWorkingFolder() {
    String here = java.nio.file.Path.of("").toAbsolutePath().toString();
    assertThat(TypedPath.of("--input", "VID 12:30:05.mp4", HADOOP).toUri().getPath())
        .isEqualTo(here + "/VID 12:30:05.mp4");
    assertThat(TypedPath.of("--input", "runs/../run/", HADOOP).toUri().getPath())
        .isEqualTo(here + "/run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "'  '|is empty",
        "'a\nb'|line break",
        "'a\tb'|line break",
        "'a\u0000b'|line break",
        "a\uFFFDb|LC_ALL",
        "~|$HOME",
        "~/run|$HOME",
        "hdfs://|no file system",
        "hdfs:///run|no file system",
        "hdfs://host/12:30.mp4|colon",
        "nowhere://host/run|no file system"
      })
  void textThatCanBeNoPathIsRefused(String text, String why) {
    assertThatThrownBy(() -> TypedPath.of("--output", text, HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--output ")
        .hasMessageContaining(why);
  }

  @Test
  void folderThatCannotBeMadeIsRefused() throws IOException {
    Files.writeString(folder.resolve("file"), "not a folder");
    refuses(folder.resolve("file/run").toString(), "is no folder");
    refuses(folder.resolve("x".repeat(256)).toString(), "256 bytes");
    refuses(folder.resolve("ü".repeat(128)).toString(), "256 bytes");
    refuses(folder + "/x/y".repeat(2000), "expected at most");
    RunFolder.of("--output", folder.resolve("x".repeat(255)).toString(), HADOOP).requireNew();
    assertThatThrownBy(() -> TypedPath.file("--output", folder + "/12:30.html", HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("colon");
    assertThatThrownBy(() -> TypedPath.file("--output", folder.toString(), HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is a folder");
  }

  private static void refuses(String text, String why) {
    assertThatThrownBy(() -> RunFolder.of("--output", text, HADOOP).requireNew())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(why);
  }

  @Test
  void patternsFindNamesWithColonsToo() throws IOException {
    for (String name : List.of("VID 12:30.mp4", "a.mp4", "b.mp4", "[x].mp4", "c.wav", "_d.mp4")) {
      Files.writeString(folder.resolve(name), name);
    }
    Files.createDirectories(folder.resolve("sub:folder"));
    Files.writeString(folder.resolve("sub:folder/e.mp4"), "e");
    assertThat(names("*.mp4"))
        .containsExactlyInAnyOrder("VID 12:30.mp4", "[x].mp4", "a.mp4", "b.mp4");
    assertThat(names("{a,b}.mp4")).containsExactly("a.mp4", "b.mp4");
    assertThat(names("[ab].mp4")).containsExactly("a.mp4", "b.mp4");
    assertThat(names("?.wav")).containsExactly("c.wav");
    assertThat(names("sub*/*.mp4")).containsExactly("e.mp4");
    assertThat(names("{c.wav,sub*/e.mp4}")).containsExactly("c.wav", "e.mp4");
    assertThat(new PathPattern("models", folder + "/s*").folders(HADOOP)).hasSize(1);
  }

  @Test
  void nameOfWhatIsThereIsNoPattern() throws IOException {
    Files.writeString(folder.resolve("[x].mp4"), "itself");
    Files.writeString(folder.resolve("x.mp4"), "what the pattern would match");
    assertThat(names("[x].mp4")).containsExactly("[x].mp4");
  }

  /** Each bracket has ten, so that four of them are the most. */
  @Test
  void mostAlternativesAreLookedForAndMoreAreRefused() {
    String ten = "{a/b,c,d,e,f,g,h,i,j,k}";
    assertThatThrownBy(() -> names(ten.repeat(4))).hasMessageContaining("no file matches");
    assertThatThrownBy(() -> names(ten.repeat(4) + "{l,m}"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("data-sets: ", "more than 10000 patterns");
    assertThatThrownBy(() -> names("{a/b,{c}}".repeat(14)))
        .hasMessageContaining("more than 10000 patterns");
  }

  @Test
  void pathThatNoFileSystemTakesIsRefused() {
    String longest = "a/".repeat(TypedPath.LONGEST_TEXT / 2);
    assertThat(TypedPath.of("--input", longest, HADOOP)).isNotNull();
    assertThatThrownBy(() -> TypedPath.of("--input", longest + "a", HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--input has a name of 8001 bytes");
  }

  @Test
  void patternThatNobodyUnderstandsIsRefusedAlike() {
    assertThatThrownBy(() -> names("\\x "))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("data-sets: ", "\"\\x \" is no pattern");
  }

  @Test
  void patternThatIsNoneIsRefused() {
    assertThatThrownBy(() -> names("[x.mp4"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data-sets");
    assertThatThrownBy(() -> names("*.mkv"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no file matches");
  }

  private List<String> names(String pattern) {
    return new PathPattern("data-sets", folder + "/" + pattern)
        .files(HADOOP).stream().map(Path::getName).toList();
  }
}
