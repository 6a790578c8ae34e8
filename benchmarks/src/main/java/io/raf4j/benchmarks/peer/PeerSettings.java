package io.raf4j.benchmarks.peer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What PyTorch's speed depends on and its code does not say.
 *
 * @param coreType OpenBLAS's kernels, as {@code OPENBLAS_CORETYPE} names them; empty for its own
 *     choice, which is its slowest on processors newer than itself
 * @param isWarm whether glibc keeps freed memory instead of giving it back, so that the tensors of
 *     the next step cost no page faults
 * @param library the folder of another build of OpenBLAS, empty for the one that PyTorch loads
 * @param chunk points at a time, their gradients added up; 0 for all at once
 */
public record PeerSettings(String coreType, boolean isWarm, String library, int chunk) {

  /** What a process has that is told nothing. */
  public static final PeerSettings PLAIN = new PeerSettings("", false, "", 0);

  PeerSettings withCoreType(String other) {
    return new PeerSettings(other, isWarm, library, chunk);
  }

  PeerSettings warm() {
    return new PeerSettings(coreType, true, library, chunk);
  }

  PeerSettings withLibrary(String other) {
    return new PeerSettings(coreType, isWarm, other, chunk);
  }

  PeerSettings withChunk(int other) {
    return new PeerSettings(coreType, isWarm, library, other);
  }

  /** Returns the variables of the process, empty ones to be taken away. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    // Also when empty: what the launcher chose for RAF4J's build must not reach PyTorch's.
    variables.put("OPENBLAS_CORETYPE", coreType);
    if (isWarm) {
      variables.put("MALLOC_TRIM_THRESHOLD_", "17179869184");
      variables.put("MALLOC_MMAP_THRESHOLD_", "17179869184");
      variables.put("MALLOC_TOP_PAD_", "67108864");
    }
    if (!library.isEmpty()) {
      variables.put("LD_LIBRARY_PATH", library);
    }
    return variables;
  }

  /** Returns the settings in a few words. */
  public String describe() {
    String kernels = coreType.isEmpty() ? "its own kernels" : coreType + " kernels";
    String memory = isWarm ? ", memory kept warm" : "";
    String build = library.isEmpty() ? "" : ", " + Path.of(library).getFileName();
    return kernels
        + build
        + memory
        + (chunk == 0 ? ", all points at once" : ", " + chunk + " points at a time");
  }
}
