package io.raf4j.spark.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The one script that a page may have, and the policy by which a browser runs nothing else.
 *
 * <p>Sliders need it: no style sheet reads the value of an {@code <input type=range>}, and what a
 * style sheet can do alone (boxes with a corner to drag, {@code resize}) has no keyboard and does
 * not answer to fingers. The script is a few lines of ours within the page; the policy names it by
 * its hash, so that a text that got into a page as markup would still not run, and it lets nothing
 * be loaded from anywhere. Without scripts the pictures stand side by side.
 */
final class PageScript {

  private static final String NAME = "page.js";

  /** Browsers turn a carriage return into a line feed before they hash. */
  static final String TEXT = read().replace("\r", "");

  /**
   * Nothing is loaded but what the page holds as data. Styles are its style sheet and the
   * attributes of its charts, which have no hashes of their own.
   */
  private static final String POLICY =
      "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline';"
          + " base-uri 'none'; form-action 'none'";

  private PageScript() {}

  private static String read() {
    try (InputStream in = PageScript.class.getResourceAsStream(NAME)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + NAME, e);
    }
  }

  /** Returns the script as an element. */
  static String element() {
    return "<script>" + TEXT + "</script>";
  }

  /**
   * Returns the element that states what a browser may load and run for a page.
   *
   * @param isScripted whether the page has the script
   */
  static String policy(boolean isScripted) {
    String scripts = isScripted ? "; script-src 'sha256-" + hash() + "'" : "";
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + scripts + "\">";
  }

  private static String hash() {
    try {
      byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
