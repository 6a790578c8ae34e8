package io.raf4j.datasets.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Inputs that a parser may meet: valid ones, valid ones with a few places changed, cut, doubled,
 * nested or spliced with another, and now and then plain garbage.
 */
public final class Mutants {

  /** What parsers are known to stumble over. */
  private static final List<byte[]> TOKENS =
      Stream.of(
              "",
              "\0",
              "\n",
              " ",
              "\"",
              "'",
              "\\",
              "\\u0000",
              "\ud800",
              "{",
              "}",
              "[",
              "]",
              "[[[[",
              "{\"a\":",
              "(",
              ")",
              ",",
              ":",
              ";",
              "=",
              "+=",
              "${",
              "${?x}",
              "${a.b}",
              "#",
              "//",
              "include \"x\"",
              "null",
              "true",
              "NaN",
              "Infinity",
              "-Infinity",
              "-1",
              "-0",
              "0",
              "1e308",
              "1e999",
              "-1e999",
              "1e-400",
              "0x10",
              "2147483647",
              "2147483648",
              "-2147483649",
              "9223372036854775807",
              "9223372036854775808",
              "99999999999999999999999999",
              "1e1000000000",
              "1/0",
              "0/0",
              "%s",
              "%",
              "*",
              "?",
              "{a,b}",
              "[^",
              "..",
              "/",
              "a:b",
              "\u00fc",
              "\u2028",
              "\ufeff",
              "\ud83d\ude00")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  private Mutants() {}

  /** Returns mutants of texts. */
  public static Arbitrary<String> ofTexts(List<String> valid) {
    return ofBytes(valid.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Returns mutants of the contents of files. */
  public static Arbitrary<byte[]> ofBytes(List<byte[]> valid) {
    return Arbitraries.randomValue(random -> mutant(valid, random));
  }

  private static byte[] mutant(List<byte[]> valid, Random random) {
    if (random.nextInt(20) == 0) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      return garbage;
    }
    byte[] bytes = valid.get(random.nextInt(valid.size()));
    int changes = random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes, valid, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, List<byte[]> valid, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int to = at + Math.min(bytes.length - at, random.nextInt(1 + (1 << random.nextInt(8))));
    byte[] other = valid.get(random.nextInt(valid.size()));
    return switch (random.nextInt(8)) {
      case 0 -> flipped(bytes, random);
      case 1 -> put(bytes, at, at, TOKENS.get(random.nextInt(TOKENS.size())));
      case 2 -> put(bytes, at, to, TOKENS.get(random.nextInt(TOKENS.size())));
      case 3 -> put(bytes, at, to, new byte[0]);
      case 4 -> put(bytes, at, bytes.length, new byte[0]);
      case 5 -> put(bytes, to, to, repeated(bytes, at, to, random));
      case 6 -> put(bytes, at, bytes.length, tail(other, random));
      default -> number(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  /** Usually once, sometimes so often that a recursive parser nests deep. */
  private static byte[] repeated(byte[] bytes, int from, int to, Random random) {
    int times = random.nextInt(10) == 0 ? 1 << random.nextInt(12) : 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.write(bytes, from, to - from);
    }
    return out.toByteArray();
  }

  private static byte[] tail(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    return put(bytes, 0, from, new byte[0]);
  }

  /** Replaces one run of digits. */
  private static byte[] number(byte[] bytes, Random random) {
    List<int[]> runs = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      int from = i;
      while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
        i++;
      }
      if (i > from) {
        runs.add(new int[] {from, i});
      }
    }
    if (runs.isEmpty()) {
      return flipped(bytes, random);
    }
    int[] run = runs.get(random.nextInt(runs.size()));
    return put(bytes, run[0], run[1], TOKENS.get(random.nextInt(TOKENS.size())));
  }

  private static byte[] put(byte[] bytes, int from, int to, byte[] instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(instead);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
