package io.raf4j.benchmarks.protocol;

import io.raf4j.benchmarks.protocol.Protocol.Rival;

/**
 * One signal that one rival fits once.
 *
 * @param subject the file's name without its ending
 * @param size parameters, roughly; 0 for the default
 * @param rival who fits
 */
record Attempt(String subject, int size, Rival rival) {

  /** Returns it in words, which is also a name for a folder. */
  String words() {
    return subject + (size == 0 ? "" : "-" + size) + "-" + rival.label();
  }
}
