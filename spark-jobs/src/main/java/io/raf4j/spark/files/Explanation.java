package io.raf4j.spark.files;

import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkException;

/**
 * Says in one line what an error is and, where that is known, what to do: what failed first, out of
 * whatever Spark, Hadoop and Java have wrapped around it.
 */
public final class Explanation {

  private static final int MOST_LETTERS = 1000;

  private static final Pattern TRACE_LINE =
      Pattern.compile("(?:\\s+at .*|\\s*\\.\\.\\. \\d+ more|Caused by: .*|Driver stacktrace:)");
  private static final Pattern FULL_DISK =
      Pattern.compile("No space left on device|[Dd]isk quota exceeded|File too large");
  private static final Pattern LOST_TASK =
      Pattern.compile("most recent failure: Lost task [^(]*\\(TID \\d+\\) \\([^)]*\\): (.*)");
  private static final Pattern EXIT_OUT_OF_MEMORY =
      Pattern.compile("[Ee]xit(?:ed with)? code:? (?:52|137)");
  private static final String STOPPED = "Cannot call methods on a stopped SparkContext";
  private static final Pattern TENSORS =
      Pattern.compile("(?i)physical memory|physicalBytes|allocate|Pointer");

  private Explanation() {}

  /** Returns one line, without a full stop. */
  public static String of(Throwable error) {
    List<Throwable> chain = chain(error);
    return oneLine(known(chain).orElseGet(() -> plain(chain)));
  }

  /** Returns a text without the lines of stack traces, as one line of bounded length. */
  public static String oneLine(String text) {
    String line = withoutTrace(text).replaceAll("\\s*\\R\\s*", " ").strip();
    return line.length() > MOST_LETTERS ? line.substring(0, MOST_LETTERS) + " ..." : line;
  }

  /** Returns a text without the lines of stack traces. */
  public static String withoutTrace(String text) {
    return text.lines()
        .filter(line -> !TRACE_LINE.matcher(line).matches())
        .collect(Collectors.joining("\n"));
  }

  /** From the outermost error to its root. */
  private static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = error; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static Optional<String> known(List<Throwable> chain) {
    return chain.stream().flatMap(error -> known(error, chain).stream()).findFirst();
  }

  private static Optional<String> known(Throwable error, List<Throwable> chain) {
    String message = String.valueOf(error.getMessage());
    if (error instanceof OutOfMemoryError) {
      return Optional.of(outOfMemory(message));
    }
    if (error instanceof StackOverflowError) {
      return Optional.of(
          "Java's stack overflowed" + place(error) + "; what is read there is nested too deep");
    }
    if (error instanceof UnsatisfiedLinkError) {
      return Optional.of(
          "a native library cannot be loaded: "
              + message
              + "; RAF4J has those of 64-bit Linux, macOS and Windows and unpacks them into the home"
              + " folder, which must allow that (-Dorg.bytedeco.javacpp.cachedir names another)");
    }
    if (error instanceof LinkageError && error.getCause() == null) {
      return Optional.of(
          error.getClass().getSimpleName()
              + " of "
              + message
              + ": this is not the Spark 3.5 for Scala 2.12 and Java 17 that RAF4J was built for, or"
              + " --jars lacks a class");
    }
    if (message.startsWith(STOPPED)) {
      return Optional.of(
          "Spark ended while the job ran: the master is lost or took no application, as it does where"
              + " spark.authenticate is on and its secret another; what Spark said is above");
    }
    if (FULL_DISK.matcher(message).find()) {
      return Optional.of(plain(chain) + "; make room there");
    }
    return error instanceof SparkException && error.getCause() == null
        ? Optional.of(ofSpark(message))
        : Optional.empty();
  }

  private static String outOfMemory(String message) {
    if (message.contains("native thread")) {
      return "the system starts no more threads (" + message + "); lower --workers";
    }
    return TENSORS.matcher(message).find()
        ? "there is no memory left for tensors, outside the Java heap ("
            + message
            + "); lower --batch, --width or --workers, or raise -Dorg.bytedeco.javacpp.maxbytes and"
            + " maxphysicalbytes"
        : "the Java heap is full ("
            + message
            + "); ask for less, or raise spark.driver.memory, and spark.executor.memory on a cluster";
  }

  /** What Spark tells where it has no exception of the task itself. */
  private static String ofSpark(String message) {
    String told = oneLine(message);
    Matcher task = LOST_TASK.matcher(told);
    String reason = task.find() ? task.group(1) : told;
    return EXIT_OUT_OF_MEMORY.matcher(reason).find()
        ? reason
            + ": it had no memory left; raise spark.executor.memory or spark.executor.memoryOverhead, or"
            + " lower --batch, --width or --workers"
        : reason;
  }

  /** What was being done, and why it failed. */
  private static String plain(List<Throwable> chain) {
    List<String> said =
        chain.stream().filter(error -> !isWrapper(error)).map(Explanation::said).toList();
    Throwable root = chain.get(chain.size() - 1);
    String first = said.isEmpty() ? said(root) : said.get(0);
    String last = said(root);
    boolean isRepeated = first.contains(last) || isComplete(chain);
    return isRepeated ? first : first + ": " + last;
  }

  /** A sentence of ours about input has all that is to be said. */
  private static boolean isComplete(List<Throwable> chain) {
    return chain.stream()
        .filter(error -> !isWrapper(error))
        .findFirst()
        .filter(SettingsException.class::isInstance)
        .isPresent();
  }

  private static boolean isWrapper(Throwable error) {
    Throwable cause = error.getCause();
    return cause != null
        && (error instanceof SparkException
            || error instanceof ExecutionException
            || error instanceof InvocationTargetException
            || error instanceof ExceptionInInitializerError
            || error.getMessage() == null
            || error.getMessage().equals(cause.toString()));
  }

  private static String said(Throwable error) {
    String message = error.getMessage();
    if (error instanceof NoSuchFileException) {
      return "no such file: " + message;
    }
    if (error instanceof AccessDeniedException) {
      return "no right to " + message;
    }
    boolean isOfUs = error.getClass().getName().startsWith("io.raf4j.");
    boolean isPlain =
        error instanceof IllegalArgumentException
                && !String.valueOf(message).startsWith("For input")
            || error instanceof IllegalStateException
            || error instanceof IOException
            || error instanceof UncheckedIOException
            || error instanceof SparkException
            || error instanceof Error;
    if (message != null && !message.isBlank() && (isOfUs || isPlain)) {
      return message;
    }
    String name = error.getClass().getSimpleName();
    return name + place(error) + (message == null || message.isBlank() ? "" : " (" + message + ")");
  }

  /** Where in this program an error came up that should not have. */
  private static String place(Throwable error) {
    for (StackTraceElement element : error.getStackTrace()) {
      if (element.getClassName().startsWith("io.raf4j.")) {
        return " in " + element.getFileName() + ":" + element.getLineNumber();
      }
    }
    return "";
  }
}
