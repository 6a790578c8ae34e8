package io.raf4j.spark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run left, as a text that is the same for the same work: what clocks, machines and versions
 * decide reads {@code ~}, and the folder of the tests reads FOLDER.
 */
final class GoldenMaster {

  /** Figures, columns and keys that the next run of the same work has otherwise. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "run_id|command|mean_at|improvement_at|started|finished|hardware|software|commit"
              + "|(.*_)?seconds(_.*)?|.*_per_second|partition"
              + "|recorded_at|raf4j_commit|content_sha256|kernel_provider|kernels");

  /** Facts of a page about the machine, which follow their name on a line of their own. */
  private static final Pattern FACT =
      Pattern.compile(
          "cpu|architecture|cores|memory_bytes|heap_bytes|gpus|raf4j|system|java|jvm|spark|scala"
              + "|nd4j|dl4j|nd4j_backend|blas|blas_kernels");

  /** Seconds that settings ask for are no measurement. */
  private static final Pattern SETTING = Pattern.compile("max-seconds|checkpoint-seconds");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final Pattern TABLE = Pattern.compile("(?s)<table.*?</table>");
  private static final Pattern HEADING = Pattern.compile("(?s)<th scope=\"col\"[^>]*>(.*?)</th>");
  private static final Pattern ROW = Pattern.compile("(?s)<tr>.*?</tr>");
  private static final Pattern CELL = Pattern.compile("(?s)<t[dh][^>]*>.*?</t[dh]>");

  private static final String MASK = "~";

  private final ObjectMapper mapper = new ObjectMapper();
  private final StringBuilder text = new StringBuilder();
  private final String folder;

  GoldenMaster(Path folder) {
    this.folder = folder.toString();
  }

  /** Adds a JSON object. */
  GoldenMaster json(String title, String json) throws IOException {
    return text(
        title,
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(masked(mapper.readTree(json))));
  }

  /** Adds a text. */
  GoldenMaster text(String title, String body) {
    text.append("== ").append(title).append('\n').append(plain(body)).append('\n');
    return this;
  }

  /** Adds what lies in the folder of a run or of a table. */
  GoldenMaster run(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
      TreeSet<Path> tables = new TreeSet<>();
      for (Path file : files) {
        String name = file.getFileName().toString();
        String where = root.relativize(file).toString();
        if (name.endsWith(".parquet")) {
          tables.add(file.getParent());
        } else if (name.endsWith("run.json")) {
          json(where, Files.readString(file));
        } else if (name.endsWith(".html")) {
          text(where, words(Files.readString(file)));
        } else if (name.endsWith(".png") || name.endsWith(".wav")) {
          text(where, sha256(file));
        } else if (name.equals("signal.json") || name.equals("problem.json")) {
          json(where, Files.readString(file));
        }
      }
      for (Path table : tables) {
        text("rows " + root.relativize(table), rows(table));
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private JsonNode masked(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Iterator<Map.Entry<String, JsonNode>> all = object.fields(); all.hasNext(); ) {
        Map.Entry<String, JsonNode> entry = all.next();
        entry.setValue(isChanging(entry.getKey()) ? new TextNode(MASK) : masked(entry.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, masked(array.get(i)));
      }
    }
    return node;
  }

  private static boolean isChanging(String name) {
    return CHANGING.matcher(name).matches() && !SETTING.matcher(name).matches();
  }

  private String plain(String body) {
    return UUID.matcher(body.replace(folder, "FOLDER")).replaceAll(MASK);
  }

  /** Returns the words that a browser would show, a line for each element, without drawings. */
  private static String words(String html) {
    String shown =
        withoutMeasuredColumns(html)
            .replaceAll("(?s)<(style|script|svg)\\b.*?</\\1>", "\n[$1]\n")
            .replaceAll("<[^>]*>", "\n");
    List<String> lines = new ArrayList<>();
    String before = "";
    for (String line : shown.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (FACT.matcher(before).matches()) {
        lines.remove(lines.size() - 1);
        before = "";
      } else {
        lines.add(isChanging(before) ? MASK : withoutClock(line));
        before = line;
      }
    }
    return String.join("\n", lines);
  }

  /** Masks the cells below headings that speak of seconds. */
  private static String withoutMeasuredColumns(String html) {
    return TABLE
        .matcher(html)
        .replaceAll(
            table -> {
              List<String> headings =
                  HEADING.matcher(table.group()).results().map(found -> found.group(1)).toList();
              return Matcher.quoteReplacement(
                  ROW.matcher(table.group())
                      .replaceAll(row -> Matcher.quoteReplacement(masked(row.group(), headings))));
            });
  }

  private static String masked(String row, List<String> headings) {
    int[] column = {-1};
    return CELL.matcher(row)
        .replaceAll(
            cell -> {
              column[0]++;
              boolean isMeasured =
                  column[0] < headings.size()
                      && headings.get(column[0]).matches("(?is).*\\b(seconds|time).*");
              return Matcher.quoteReplacement(isMeasured ? "<td>" + MASK + "</td>" : cell.group());
            });
  }

  /** Masks times of the day, durations, speeds, versions and machines in the words of a page. */
  private static String withoutClock(String line) {
    return line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", MASK)
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(:\\d\\d)?( UTC)?", MASK)
        .replaceAll("\\d(?:[0-9,.]*\\d)?(e-?\\d+)? (s|ms|min|seconds?|minutes?)\\b", MASK + " s")
        .replaceAll(", and [^,]* at the time at which the baseline had finished \\([^)]*\\)", "")
        .replaceAll("a second \\(logarithmic\\)", "a second")
        .replaceAll("seconds=(null|NaN|[0-9.e-]+)", "seconds=" + MASK)
        .replaceAll("\\d[0-9,.]* (examples|points|samples)(/s| a second)", MASK + " $1$2");
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the names of the columns and the rows in the order of their texts. */
  private static String rows(Path table) {
    String query = "SELECT * FROM read_parquet('" + table + "/*.parquet', hive_partitioning=false)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      ResultSetMetaData columns = found.getMetaData();
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
        types.add(columns.getColumnName(i) + " " + columns.getColumnTypeName(i));
      }
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
          row.add(isChanging(names.get(i)) ? MASK : String.valueOf(found.getObject(i + 1)));
        }
        rows.add(String.join(" | ", row));
      }
      return String.join(" | ", types)
          + "\n"
          + rows.stream().sorted().collect(Collectors.joining("\n"));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + table, e);
    }
  }
}
