package io.raf4j.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.fuzz.Mutants;
import io.raf4j.datasets.fuzz.Parsing;
import io.raf4j.datasets.media.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Headers of sound files of whatever content. */
class SampleBytesFuzzTest {

  private static Path file;
  private final Parsing headers = new Parsing(MediaException.class);

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("raf4j-fuzz", ".wav");
  }

  @AfterProperty
  void requireSoundInput() {
    headers.requireSomeAccepted();
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(seed = "15", edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void headerStatesBytesOrNothing(@ForAll("headers") byte[] content) throws IOException {
    Files.write(file, content);
    headers.require(
        () ->
            SampleBytes.of(file)
                .ifPresent(found -> assertThat(found.isCutOff(2)).isIn(true, false)));
  }

  @Provide
  Arbitrary<byte[]> headers() {
    return Mutants.ofBytes(
        List.of(
            riff("RIFF", "fmt ", 16, "data", 64),
            riff("RF64", "ds64", 28, "data", 0xffff_ffff),
            riff("RIFX", "fmt ", 16, "data", 8),
            riff("riff", "fmt ", 16, "data", 64),
            riff("FORM", "COMM", 18, "SSND", 64),
            riff("caff", "desc", 32, "data", 64),
            riff(".snd", "    ", 24, "    ", 64)));
  }

  /** A header of two chunks, in the order of bytes of its format as far as parsers read it. */
  private static byte[] riff(String tag, String first, int length, String second, int size) {
    boolean isBig = List.of("FORM", "caff", ".snd").contains(tag);
    ByteBuffer out =
        ByteBuffer.allocate(200).order(isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    out.put(ascii(tag)).putInt(100).put(ascii(isBig ? "AIFF" : "WAVE"));
    out.put(ascii(first)).putInt(length).put(new byte[length]);
    out.put(ascii(second)).putInt(size);
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
