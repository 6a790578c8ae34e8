package io.raf4j.spark.record;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that writes, or wrote, into an output folder.
 *
 * @param runId of its work
 * @param host name of the machine
 * @param pid number of the process there
 * @param machine what tells a boot of a machine, and a container on it, from others
 * @param processStarted when the process began (ISO 8601), since numbers are given again
 * @param since when it took the folder
 * @param ended when it gave it back, null while it has it
 */
record Owner(
    String runId,
    String host,
    long pid,
    String machine,
    String processStarted,
    String since,
    String ended) {

  private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

  /** Start times are counted from that of the machine, which moves when its clock is set. */
  private static final Duration ABOUT = Duration.ofSeconds(2);

  /** Returns this process as the owner from now on. */
  static Owner here(String runId) {
    ProcessHandle process = ProcessHandle.current();
    return new Owner(
        runId,
        hostName(),
        process.pid(),
        thisMachine(),
        started(process).toString(),
        Instant.now().toString(),
        null);
  }

  /** Returns this owner after it has given the folder back. */
  Owner endedNow() {
    return new Owner(runId, host, pid, machine, processStarted, since, Instant.now().toString());
  }

  boolean hasEnded() {
    return ended != null;
  }

  /** Returns whether its process would be seen from here. */
  boolean isOfThisMachine() {
    return machine.equals(thisMachine());
  }

  /** Returns whether its process is alive, which can be seen on its machine alone. */
  boolean isProcessAlive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::beganWith).isPresent();
  }

  private boolean beganWith(ProcessHandle process) {
    Duration between = Duration.between(Instant.parse(processStarted), started(process)).abs();
    return between.compareTo(ABOUT) < 0;
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Returns who it is, for a sentence. */
  String inWords() {
    return String.format(
        "run %s, process %d on %s since %s",
        runId, pid, host, Instant.parse(since).truncatedTo(ChronoUnit.SECONDS));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      LOG.debug("this machine has no name", e);
      return "localhost";
    }
  }

  /** A boot of a machine and, in it, a container: numbers of processes mean something in both. */
  private static String thisMachine() {
    String boot = "";
    String container = "";
    try {
      boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      container = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("a system that does not tell its boots apart", e);
    }
    return String.join(" ", hostName(), boot, container).strip();
  }
}
