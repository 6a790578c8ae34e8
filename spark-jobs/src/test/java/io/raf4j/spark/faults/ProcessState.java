package io.raf4j.spark.faults;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;

/**
 * What this process holds, after a collection of its heap: bytes, threads and files. Linux only.
 *
 * @param heap what lives in Java's heap
 * @param tensors what JavaCPP has allocated outside of it, ND4J's arrays among it
 * @param direct Java's direct and mapped buffers
 * @param metaspace classes
 * @param code compiled code, which grows for as long as Java finds something to compile
 * @param threads of Java
 * @param files open files and sockets
 * @param resident physical memory, with what was freed and not given back to the system
 */
record ProcessState(
    long heap,
    long tensors,
    long direct,
    long metaspace,
    long code,
    long threads,
    long files,
    long resident) {

  /** Returns the state now. */
  static ProcessState now() {
    // What finalizers and cleaners free takes a second collection to go.
    System.gc();
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new ProcessState(
        heap.getUsed(),
        Pointer.totalBytes(),
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum(),
        used("Metaspace"),
        used("CodeHeap") + used("CodeCache"),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system.getOpenFileDescriptorCount(),
        residentBytes());
  }

  private static long used(String pools) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().startsWith(pools))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static long residentBytes() {
    Path status = Path.of("/proc/self/status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(status + " has no VmRSS"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + status + "; memory is measured on Linux alone", e);
    }
  }

  /** Returns the parts that must not grow, by name. */
  Map<String, Long> steady() {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("heap", heap);
    parts.put("tensors", tensors);
    parts.put("direct buffers", direct);
    parts.put("metaspace", metaspace);
    parts.put("threads", threads);
    parts.put("open files", files);
    return parts;
  }

  /** Returns all parts, by name. */
  Map<String, Long> all() {
    Map<String, Long> parts = steady();
    parts.put("compiled code", code);
    parts.put("resident", resident);
    return parts;
  }
}
