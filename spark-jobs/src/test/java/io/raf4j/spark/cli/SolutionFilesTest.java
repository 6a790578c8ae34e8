package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.dl4j.ModelArchive;
import io.raf4j.solver.Derivative;
import io.raf4j.solver.PdeSolution;
import io.raf4j.spark.run.RunQueries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code raf solve evaluate}: solutions at points and on grids, as files, read back. */
class SolutionFilesTest {

  private static final int MANY = 10_000;

  private static final String SMALL =
      " --optimizer features --depth 1 --width 40 --points 200 --iterations 3 --workers 2"
          + " --activation tanh --seed 3 --master local[2] --json --output ";

  private static final String WANTED = "d(u,t),d(u,x,x),d(u,t,x)";

  @TempDir static Path folder;

  private static Path heat;
  private static Path disc;
  private static PdeSolution solution;

  @BeforeAll
  static void solve() throws IOException {
    heat = folder.resolve("heat");
    disc = folder.resolve("disc");
    require("solve pde --problem heat --dim 1 --time-slabs 2 --test-points " + MANY + SMALL + heat);
    require("solve pde --problem disc-with-hole --test-points 100" + SMALL + disc);
    try (InputStream in = Files.newInputStream(heat.resolve("model/model.zip"))) {
      solution = PdeSolution.of(ModelArchive.read(in, false));
    }
  }

  private static JsonNode require(String command) throws IOException {
    RafResult result = RafResult.of(command.split(" "));
    assertThat(result.code()).as(result.errors()).isZero();
    String last = result.output().lines().reduce("", (before, line) -> line);
    return new ObjectMapper().readTree(last);
  }

  private static JsonNode evaluate(Path run, String words) throws IOException {
    return require("solve evaluate --json --input " + run + " " + words);
  }

  /** Returns the rows of a table by DuckDB. */
  private static double[][] table(String columns, Path file) throws SQLException {
    return RunQueries.duckDb("SELECT " + columns + " FROM '" + file + "'", file).stream()
        .map(row -> row.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray())
        .toArray(double[][]::new);
  }

  /** The points on which the run was judged, with what it found there. */
  private static double[][] judged() throws SQLException {
    return RunQueries.duckDb(
            "SELECT coordinates[1], coordinates[2], u FROM 'OUT/report/points/*.parquet'"
                + " ORDER BY index",
            heat)
        .stream()
        .map(row -> row.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void pointsOfOnesOwnHaveTheFiguresOfTheRun() throws IOException, SQLException {
    double[][] judged = judged();
    List<String> lines = new ArrayList<>(List.of("\"x\",note,t"));
    for (double[] row : judged) {
      lines.add(row[1] + ",\"a, b\"," + row[0]);
    }
    Path points = Files.write(folder.resolve("judged.csv"), lines);
    Path csv = folder.resolve("judged-values.csv");
    Path parquet = folder.resolve("judged-values.parquet");
    String words = "--points " + points + " --derivatives " + WANTED + " --output ";
    JsonNode figures = evaluate(heat, words + csv);
    evaluate(heat, words + parquet);
    assertThat(figures.get("points").asInt()).isEqualTo(judged.length);
    assertThat(figures.get("outside").asInt()).isZero();
    assertThat(figures.get("columns").toString())
        .isEqualTo("[\"t\",\"x\",\"u\",\"d(u,t)\",\"d(u,x,x)\",\"d(u,t,x)\"]");

    double[] flat = Arrays.stream(judged).flatMapToDouble(r -> Arrays.stream(r, 0, 2)).toArray();
    double[] here = solution.evaluate(Derivative.listFromText("u," + WANTED), flat);
    double[][] ofParquet = table("*", parquet);
    double[][] ofCsv = table("*", csv);
    assertThat(ofParquet).hasSameDimensionsAs(ofCsv).isDeepEqualTo(ofCsv);
    double size = Arrays.stream(judged).mapToDouble(row -> Math.abs(row[2])).max().orElseThrow();
    for (int p = 0; p < judged.length; p++) {
      assertThat(Arrays.copyOf(ofParquet[p], 2)).containsExactly(judged[p][0], judged[p][1]);
      assertThat(ofParquet[p][2]).isEqualTo(judged[p][2], within(1e-12 * size));
      assertThat(Arrays.copyOfRange(ofParquet[p], 2, 6))
          .containsExactly(Arrays.copyOfRange(here, 4 * p, 4 * p + 4));
    }
    // What was written may be read as points again, and gives the same.
    Path again = folder.resolve("again.csv");
    evaluate(heat, "--points " + parquet + " --derivatives " + WANTED + " --output " + again);
    assertThat(again).hasSameTextualContentAs(csv);
  }

  @Test
  void tenThousandPointsAgree() throws IOException {
    StringBuilder text = new StringBuilder("t,x\n");
    double[] flat = new double[2 * MANY];
    for (int p = 0; p < MANY; p++) {
      flat[2 * p] = solution.bounds().high(0) * ((p * 7919L % MANY) / (double) MANY);
      flat[2 * p + 1] = solution.bounds().high(1) * (p / (double) MANY);
      text.append(flat[2 * p]).append(',').append(flat[2 * p + 1]).append('\n');
    }
    Path points = Files.writeString(folder.resolve("many.csv"), text);
    Path npy = folder.resolve("many.npy");
    evaluate(heat, "--points " + points + " --derivatives " + WANTED + " --output " + npy);
    double[] numbers = npy(npy, "(10000,)", "t", "x", "u", "d(u,t)", "d(u,x,x)", "d(u,t,x)");
    double[] here = solution.evaluate(Derivative.listFromText("u," + WANTED), flat);
    for (int p = 0; p < MANY; p++) {
      assertThat(Arrays.copyOfRange(numbers, 6 * p, 6 * p + 2))
          .containsExactly(flat[2 * p], flat[2 * p + 1]);
      assertThat(Arrays.copyOfRange(numbers, 6 * p + 2, 6 * p + 6))
          .containsExactly(Arrays.copyOfRange(here, 4 * p, 4 * p + 4));
    }
  }

  /** Reads the numbers of a file of NumPy by its specification. */
  private static double[] npy(Path file, String shape, String... names) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(header);
    assertThat(bytes.position() % 64).isZero();
    List<String> fields = Stream.of(names).map(name -> "('" + name + "', '<f8')").toList();
    assertThat(new String(header, StandardCharsets.US_ASCII))
        .isEqualToIgnoringWhitespace(
            "{'descr': ["
                + String.join(", ", fields)
                + "], 'fortran_order': False, 'shape': "
                + shape
                + ", }");
    double[] numbers = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(numbers);
    return numbers;
  }

  /** Reads the arrays of an image of VTK by their offsets. */
  private static ByteBuffer vtk(Path file, String name) throws IOException {
    byte[] all = Files.readAllBytes(file);
    String text = new String(all, StandardCharsets.ISO_8859_1);
    Matcher array =
        Pattern.compile(
                "Name=\"" + Pattern.quote(name) + "\" format=\"appended\" offset=\"(\\d+)\"")
            .matcher(text);
    assertThat(array.find()).as(name).isTrue();
    int start = text.indexOf('_', text.indexOf("<AppendedData")) + 1;
    ByteBuffer bytes =
        ByteBuffer.wrap(all)
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(start + Integer.parseInt(array.group(1)));
    int length = Math.toIntExact(bytes.getLong());
    return bytes.limit(bytes.position() + length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void gridsHaveTheSameValuesInEveryFormat() throws IOException, SQLException {
    Path csv = folder.resolve("disc.csv");
    Path npy = folder.resolve("disc.npy");
    Path vti = folder.resolve("disc.vti");
    for (Path file : List.of(csv, npy, vti)) {
      JsonNode figures = evaluate(disc, "--grid 31,21 --derivatives d(u,x,y) --output " + file);
      assertThat(figures.get("points").asInt()).isEqualTo(31 * 21);
      assertThat(figures.get("outside").asInt()).isBetween(100, 500);
    }
    double[][] rows = table("*", csv);
    double[] numbers = npy(npy, "(31, 21)", "x", "y", "u", "d(u,x,y)");
    ByteBuffer u = vtk(vti, "u");
    ByteBuffer mixed = vtk(vti, "d(u,x,y)");
    ByteBuffer ghosts = vtk(vti, "vtkGhostType");
    for (int i = 0; i < 31; i++) {
      for (int j = 0; j < 21; j++) {
        double[] row = rows[i * 21 + j];
        assertThat(Arrays.copyOfRange(numbers, (i * 21 + j) * 4, (i * 21 + j) * 4 + 4))
            .containsExactly(row);
        assertThat(u.getDouble(8 * (j * 31 + i))).isEqualTo(Double.valueOf(row[2]));
        assertThat(mixed.getDouble(8 * (j * 31 + i))).isEqualTo(Double.valueOf(row[3]));
        assertThat(ghosts.get(j * 31 + i)).isEqualTo((byte) (Double.isNaN(row[2]) ? 2 : 0));
      }
    }
    assertThat(Files.readString(vti, StandardCharsets.ISO_8859_1))
        .contains("WholeExtent=\"0 30 0 20 0 0\"", "Scalars=\"u\"");
  }

  @Test
  void timesAreImagesOfTheirOwn() throws IOException {
    Path pvd = folder.resolve("heat.pvd");
    evaluate(heat, "--grid 5,11 --output " + pvd);
    Path steps = folder.resolve("heat.steps");
    String text = Files.readString(pvd);
    for (int i = 0; i < 5; i++) {
      double t = solution.bounds().high(0) * i / 4;
      assertThat(text)
          .contains("timestep=\"" + t + "\" part=\"0\" file=\"heat.steps/000" + i + ".vti\"");
      ByteBuffer u = vtk(steps.resolve("000" + i + ".vti"), "u");
      for (int j = 0; j < 11; j++) {
        double x = solution.bounds().high(1) * j / 10;
        assertThat(u.getDouble(8 * j)).isEqualTo(solution.value("u", t, x), within(1e-12));
      }
    }
    // Or time is an axis, and one value is the middle.
    Path vti = folder.resolve("heat.vti");
    evaluate(heat, "--grid 5,1 --output " + vti);
    assertThat(vtk(vti, "u").getDouble(0))
        .isEqualTo(solution.value("u", 0, solution.bounds().high(1) / 2), within(1e-12));

    // What is there stays, unless it is to be replaced.
    RafResult refused =
        RafResult.of(("solve evaluate --input " + heat + " --grid 3,3 --output " + pvd).split(" "));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.errors()).contains("exists; choose another file, or give --overwrite");
    evaluate(heat, "--grid 3,3 --overwrite --output " + pvd);
    try (Stream<Path> images = Files.list(steps)) {
      assertThat(images.filter(file -> file.toString().endsWith(".vti"))).hasSize(3);
    }
    Files.writeString(steps.resolve("mine.txt"), "mine");
    RafResult others =
        RafResult.of(
            ("solve evaluate --overwrite --input " + heat + " --grid 3,3 --output " + pvd)
                .split(" "));
    assertThat(others.code()).isEqualTo(2);
    assertThat(others.errors()).contains("mine.txt is no image of a solution");
    assertThat(steps.resolve("mine.txt")).exists();
  }

  @Test
  void pointsOutsideMayBeAllowed() throws IOException {
    Path points = Files.writeString(folder.resolve("outside.csv"), "x,y\n0.7,0.1\n5,5\n");
    Path csv = folder.resolve("outside-values.csv");
    JsonNode figures = evaluate(disc, "--allow-outside --points " + points + " --output " + csv);
    assertThat(figures.get("outside").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(csv)).hasSize(3).last().isEqualTo("5.0,5.0,NaN");
  }

  private static final Map<String, String> FILES =
      Map.of(
          "good.csv", "x,t\n0.5,0.1\n",
          "outside.csv", "t,x\n0.1,0.5\n\n0.1,7\n",
          "word.csv", "t,x\n0.1,0.5\n0.2,half\n",
          "short.csv", "t,x\n0.1,0.5\n0.2\n",
          "names.csv", "t,y\n0.1,0.5\n",
          "twice.csv", "t,x,t\n0.1,0.5,1\n",
          "nothing.csv", "t,x\n",
          "empty.csv", "",
          "text.parquet", "t,x\n0.1,0.5\n");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--points outside.csv | outside.csv, line 4 has the point t = 0.1, x = 7.0, outside of the domain of heat",
        "--points word.csv | word.csv, line 3 has \"half\" for a coordinate; expected a number",
        "--points short.csv | short.csv, line 3 has 1 columns; expected 2",
        "--points names.csv | begins with the line [t, y]; expected the names of the coordinates t, x",
        "--points twice.csv | expected the names of the coordinates t, x, each once",
        "--points nothing.csv | nothing.csv has no points",
        "--points empty.csv | empty.csv begins with the line []; expected the names",
        "--points text.parquet | text.parquet cannot be read as Parquet",
        "--points none.csv | none.csv is no file",
        "--points good.csv --derivatives d(v,x) | --derivatives: unknown is v; expected one of u",
        "--points good.csv --derivatives d(u,y) | --derivatives: coordinate is y; expected one of t, x",
        "--points good.csv --derivatives d(u,x,x,x,x,x) | --derivatives: a partial derivative of order 5",
        "--points good.csv --derivatives u_x) | expected one such as d(u,x)",
        "--points good.csv --grid 3,3 | --points and --grid are both given",
        "--json | nothing says where; expected --points FILE or --grid N,N",
        "--grid 3 | --grid 3 has 1 numbers; expected 2, for t, x",
        "--grid 3,0 | --grid is 0; expected",
        "--grid 1000000,1000000 | more than 10000000000 points",
        "--points good.csv --format vti | --format vti is of grids",
        "--points good.csv --format xls | --format is xls; expected one of csv, parquet, npy, vti, pvd",
        "--points good.csv --output wrong | has no ending that says what it is",
      })
  void whatIsWrongIsRefusedInOneSentence(String words, String message) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Path output = folder.resolve("refused.csv");
    String placed = words.replaceAll("--points ", "--points " + folder + "/");
    String command = "solve evaluate --input " + heat + " " + placed;
    String whole = command.contains("--output") ? command : command + " --output " + output;
    RafResult result = RafResult.of(whole.split(" "));
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains(message).doesNotContain("\tat ");
    assertThat(result.errors().lines()).hasSize(1);
    assertThat(output).doesNotExist();
  }

  @Test
  void whatIsNoSolutionIsRefused() throws IOException {
    Path box = folder.resolve("box");
    require(
        "solve eigen --problem box --dim 1 --count 1 --width 6 --depth 2 --points 100 --iterations 1"
            + " --test-points 100 --optimizer levenberg-marquardt --workers 2 --master local[2]"
            + " --json --output "
            + box);
    for (Path run : List.of(box, folder.resolve("none"))) {
      RafResult result =
          RafResult.of(
              ("solve evaluate --grid 3 --output " + folder + "/no.csv --input " + run).split(" "));
      assertThat(result.code()).as(result.errors()).isEqualTo(2);
      assertThat(result.errors())
          .containsAnyOf("is an eigenvalue problem; expected a differential equation", "no folder");
    }
  }
}
