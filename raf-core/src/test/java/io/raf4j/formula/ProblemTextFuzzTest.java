package io.raf4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutants of problems, and text that follows the grammar without meaning: each is a problem, or one
 * sentence with its place.
 *
 * <p>The system property {@code raf4j.fuzz.seconds} sets for how long, 4 otherwise, and {@code
 * raf4j.fuzz.seed} from which seed.
 */
class ProblemTextFuzzTest {

  private static final Path FOLDER = Path.of("..", "conf", "pde", "problems");
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final int CHECKED = 50;

  private static final Pattern NAME_OR_NUMBER = Pattern.compile("[a-z0-9.]+");

  private static final String[] WORDS = {
    "problem",
    "time",
    "space",
    "parameter",
    "domain",
    "part",
    "unknowns",
    "constant",
    "coefficient",
    "define",
    "equation",
    "exactly",
    "factor",
    "lift",
    "features",
    "condition",
    "measured",
    "free",
    "exact",
    "reference",
    "set",
    "weight",
    "noise",
    "positive",
    "source",
    "inside",
    "boundary",
    "from",
    "in",
    "on",
    "at",
    "as",
    "union",
    "intersection",
    "without",
    "box",
    "ball",
    "halfspace",
    "polygon",
    "..",
    "+",
    "-",
    "*",
    "/",
    "^",
    "=",
    ",",
    ":",
    "(",
    ")",
    "[",
    "]",
    "0",
    "1",
    "2",
    "1e308",
    "1e-308",
    "0.5",
    "3",
    "x",
    "y",
    "t",
    "u",
    "v",
    "p",
    "pi",
    "d",
    "lap",
    "div",
    "dn",
    "along",
    "normal",
    "sum",
    "product",
    "sumsq",
    "min",
    "max",
    "atan2",
    "corner",
    "kink",
    "sin",
    "exp",
    "log",
    "sqrt",
    "x1",
    "x10",
    "i",
    "\"data.csv\"",
    "#",
    "\n",
    "&",
    "\"",
    "\u00e4",
    "\ud83d\ude00",
    "\0",
    "99999999999",
    "1.7976931348623157e309"
  };

  private final List<String> valid = new ArrayList<>();
  private final SortedMap<String, String> data = new TreeMap<>(WrongTextsTest.data());
  private Random random;
  private long accepted;
  private long refused;
  private long checked;
  private Duration longest = Duration.ZERO;

  @Test
  void isAProblemOrOneSentence() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.toString().endsWith(".conf")) {
          valid.add(Files.readString(file));
        } else {
          data.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    WrongTextsTest.wrongs().forEach(wrong -> valid.add(wrong.whole()));
    random = new Random(Long.getLong("raf4j.fuzz.seed", 19));
    long end = System.nanoTime() + 1_000_000_000L * Long.getLong("raf4j.fuzz.seconds", 4);
    while (System.nanoTime() < end) {
      read(random.nextInt(4) == 0 ? formulas() : mutant());
    }
    System.out.println(
        (accepted + refused)
            + " texts: "
            + accepted
            + " problems, of which "
            + checked
            + " were tried, "
            + refused
            + " refused; the longest took "
            + longest.toMillis()
            + " ms");
    assertThat(accepted).isPositive();
    assertThat(refused).isPositive();
    assertThat(longest).isLessThan(MOST);
  }

  private void read(String text) {
    long start = System.nanoTime();
    try {
      ProblemText problem = new ProblemText("fuzz.conf", text, data);
      ProblemText.files("fuzz.conf", text);
      problem.pde();
      accepted++;
      if (random.nextInt(CHECKED) == 0) {
        checked++;
        problem.check();
      }
    } catch (ProblemTextException e) {
      refused++;
      assertThat(e.getMessage()).startsWith("fuzz.conf:").contains("expected");
      assertThat(e.line()).isPositive();
      assertThat(e.column()).isPositive();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail("of the text\n" + text, e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    longest = took.compareTo(longest) > 0 ? took : longest;
  }

  private String mutant() {
    StringBuilder text = new StringBuilder(one(valid));
    for (int i = random.nextInt(3); i >= 0; i--) {
      mutate(text);
    }
    return text.toString();
  }

  private void mutate(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + 1 + random.nextInt(12));
    switch (random.nextInt(11)) {
      case 0 -> text.delete(at, to);
      case 1 -> text.insert(at, " " + WORDS[random.nextInt(WORDS.length)] + " ");
      case 2 -> text.replace(at, to, WORDS[random.nextInt(WORDS.length)]);
      case 3 -> text.insert(at, text.substring(at, to));
      case 4 -> text.insert(at, (char) random.nextInt(0x250));
      case 8, 9, 10 -> replaceWord(text);
      case 5 -> insertLine(text, line(one(valid)));
      case 6 -> {
        String line = line(text.toString());
        int from = text.indexOf(line);
        text.delete(from, from + line.length());
      }
      default -> {
        String repeated = WORDS[random.nextInt(WORDS.length)] + " ";
        text.insert(at, repeated.repeat(1 + random.nextInt(random.nextInt(50) == 0 ? 30000 : 80)));
      }
    }
  }

  /** Puts another name or number in the place of one. */
  private void replaceWord(StringBuilder text) {
    List<MatchResult> words = NAME_OR_NUMBER.matcher(text).results().toList();
    if (!words.isEmpty()) {
      MatchResult old = one(words);
      text.replace(old.start(), old.end(), one(words).group());
    }
  }

  private void insertLine(StringBuilder text, String line) {
    int end = text.indexOf("\n", random.nextInt(text.length() + 1));
    text.insert(end < 0 ? text.length() : end, "\n" + line);
  }

  private String line(String text) {
    return one(text.lines().toList());
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Returns a problem whose formulas follow the grammar. */
  private String formulas() {
    StringBuilder text = new StringBuilder("time t in [0, 1]\nspace x in [0, 1], y in [0, 1]\n");
    text.append("unknowns u, v\ncoefficient D = 1\nconstant c = ").append(formula(2)).append('\n');
    text.append("define f(a, b) = ").append(formula(3)).append('\n');
    text.append("define g = ").append(formula(3)).append('\n');
    text.append("equation ").append(formula(6)).append(" = ").append(formula(3)).append('\n');
    text.append("condition on x = 1: ").append(formula(4)).append(" = 0\n");
    text.append("exactly u = ").append(formula(4)).append(" on t = 0, x = 0\n");
    return text.toString();
  }

  private String formula(int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return one(List.of("t", "x", "y", "u", "v", "D", "c", "g", "1", "0.5", "2", "pi", "a", "b"));
    }
    String a = formula(depth - 1);
    String b = formula(depth - 1);
    return switch (random.nextInt(16)) {
      case 0, 1 -> a + " + " + b;
      case 2 -> a + " - " + b;
      case 3, 4 -> a + "*" + b;
      case 5 -> a + "/" + b;
      case 6 -> "(" + a + ")^" + random.nextInt(5);
      case 7 -> "(" + a + ")^(" + b + ")";
      case 8 -> "-" + a;
      case 9 -> one(FunctionCall.Function.names()) + "(" + a + ")";
      case 10 -> "d(" + a + ", " + one(List.of("t", "x", "y")) + ")";
      case 11 -> "lap(" + a + ")";
      case 12 -> "div(" + a + ", " + b + ")";
      case 13 -> "f(" + a + ", " + b + ")";
      case 14 -> "sum(" + a + ", i in 1 .. 3: " + b + "*i)";
      default -> one(List.of("dn", "min", "max", "product")) + "(" + a + ", " + b + ")";
    };
  }
}
