package io.raf4j.benchmarks.protocol;

import io.raf4j.naming.Nearest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which signals are fitted, with how many parameters, for how long.
 *
 * <p>{@code finer} is what the authors of FINER compare activations by (Z. Liu et al., "FINER:
 * flexible spectral-bias tuning in implicit neural representation by variable-periodic activation
 * functions", CVPR 2024): pictures of 512 x 512 pixels of DIV2K, networks with three square
 * matrices of 256 neurons, 5,000 steps of all pixels, SIREN at a rate of 5e-4 that falls to a
 * tenth.
 *
 * @param name on the command line
 * @param words for people
 * @param kind of work, as {@code raf reconstruct} calls it
 * @param files in the folder of data; none where all of its files of the kind are meant
 * @param sizes parameters, roughly; 0 for what the kind of work has by default
 * @param budget what each network has
 * @param unit of the quality
 * @param rivals that can fit such signals
 */
public record Protocol(
    String name,
    String words,
    String kind,
    List<String> files,
    List<Integer> sizes,
    Budget budget,
    String unit,
    List<Rival> rivals) {

  /** How long a network is trained. */
  sealed interface Budget {

    /** Returns it in words that follow "Each network has". */
    String words();

    /** Returns it as a peer's script takes it. */
    String argument();

    /** Returns what the fits of a session have in common, by name. */
    Map<String, ?> condition();

    /**
     * Seconds of training.
     *
     * @param seconds above 0
     */
    record Seconds(double seconds) implements Budget {

      @Override
      public String words() {
        return seconds + " seconds of training";
      }

      @Override
      public String argument() {
        return seconds + "s";
      }

      @Override
      public Map<String, ?> condition() {
        return Map.of("seconds", seconds);
      }
    }

    /**
     * Passes over all samples.
     *
     * @param epochs at least 1
     */
    record Epochs(int epochs) implements Budget {

      @Override
      public String words() {
        return String.format(Locale.ROOT, "%,d passes over all samples", epochs);
      }

      @Override
      public String argument() {
        return epochs + "epochs";
      }

      @Override
      public Map<String, ?> condition() {
        return Map.of("epochs", epochs);
      }
    }
  }

  private static final List<Protocol> ALL =
      List.of(
          new Protocol(
              "kodak",
              "Kodak's 24 photographs, a network for each",
              "image",
              IntStream.rangeClosed(1, 24)
                  .mapToObj(number -> String.format("kodim%02d.png", number))
                  .toList(),
              List.of(340_000),
              new Budget.Seconds(120),
              "PSNR in dB",
              List.of(Rival.RAF4J, Rival.GRID, Rival.SIREN)),
          new Protocol(
              "film",
              "A whole film, one network",
              "video",
              List.of("bikes.mp4"),
              List.of(0),
              new Budget.Seconds(300),
              "mean PSNR of the frames in dB",
              List.of(Rival.RAF4J, Rival.GRID, Rival.SIREN)),
          new Protocol(
              "sound",
              "Music, one network",
              "audio",
              List.of("gt_bach.wav"),
              List.of(0),
              new Budget.Seconds(60),
              "signal to noise in dB",
              List.of(Rival.RAF4J, Rival.SIREN)),
          new Protocol(
              "finer",
              "Pictures by FINER's protocol, a network for each",
              "image",
              List.of(),
              List.of(0),
              new Budget.Epochs(5000),
              "PSNR in dB",
              List.of(Rival.RAF4J, Rival.NETWORK, Rival.SIREN)));

  /** Who fits a signal. */
  public enum Rival {
    /** {@code raf reconstruct} with its defaults. */
    RAF4J("raf4j"),
    /** {@code raf reconstruct} with its network of coordinates, of SIREN's size. */
    NETWORK("raf4j-network"),
    /** A hash encoding in PyTorch. */
    GRID("pytorch-grid"),
    /** Sines in PyTorch. */
    SIREN("pytorch-siren");

    private final String label;

    Rival(String label) {
      this.label = label;
    }

    /** Returns the name on the command line. */
    public String label() {
      return label;
    }

    /** Returns whether it needs PyTorch. */
    public boolean isPeer() {
      return this == GRID || this == SIREN;
    }

    /**
     * Returns the rival of a name.
     *
     * @throws IllegalArgumentException if there is none; the message suggests the nearest
     */
    public static Rival named(String label) {
      return Arrays.stream(values())
          .filter(rival -> rival.label.equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  Nearest.unknown(
                      "rival", label, Arrays.stream(values()).map(Rival::label).toList()));
    }
  }

  /** Copies the lists. */
  public Protocol {
    files = List.copyOf(files);
    sizes = List.copyOf(sizes);
    rivals = List.copyOf(rivals);
  }

  /** Returns the names of all protocols. */
  public static List<String> names() {
    return ALL.stream().map(Protocol::name).toList();
  }

  /**
   * Returns the protocol of a name.
   *
   * @throws IllegalArgumentException if there is none; the message suggests the nearest
   */
  public static Protocol named(String name) {
    return ALL.stream()
        .filter(protocol -> protocol.name.equals(name))
        .findFirst()
        .orElseThrow(() -> Nearest.unknown("protocol", name, names()));
  }

  /**
   * Returns this protocol on other files, of other sizes, with another budget, where they are
   * given.
   *
   * @param chosenFiles empty for all
   * @param chosenSizes empty for those of the protocol
   * @param chosenRivals empty for all
   */
  Protocol with(
      List<String> chosenFiles,
      List<Integer> chosenSizes,
      Budget chosenBudget,
      List<Rival> chosenRivals) {
    return new Protocol(
        name,
        words,
        kind,
        chosenFiles.isEmpty() ? files : chosenFiles.stream().distinct().toList(),
        chosenSizes.isEmpty() ? sizes : chosenSizes.stream().distinct().toList(),
        chosenBudget,
        unit,
        // In this order: grids of peers get as many parameters as RAF4J's.
        rivals.stream()
            .filter(each -> chosenRivals.isEmpty() || chosenRivals.contains(each))
            .toList());
  }

  /** Returns all attempts, rival by rival within a file and size. */
  List<Attempt> attempts() {
    return files.stream()
        .flatMap(
            file ->
                sizes.stream()
                    .flatMap(
                        size ->
                            rivals.stream().map(rival -> new Attempt(subject(file), size, rival))))
        .toList();
  }

  /** Returns the file of a subject in a folder. */
  Path file(String subject, Path folder) {
    return folder.resolve(
        files.stream().filter(file -> subject(file).equals(subject)).findFirst().orElseThrow());
  }

  private static String subject(String file) {
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
