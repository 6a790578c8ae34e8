package io.raf4j.spark.faults;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Fills the heap of another Java process from within, as a task does that asks for too much: it is
 * loaded there as an agent.
 */
public final class HeapFiller {

  private static final int PIECE = 1 << 20;
  private static final int SMALL_PIECE = 1 << 10;
  private static final int SECONDS = 30;

  private HeapFiller() {}

  /**
   * Fills the heap of a process.
   *
   * @throws IllegalStateException if no agent can be loaded into it
   */
  static void fill(ProcessHandle process) {
    try {
      Path jar = jar();
      try {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
          machine.loadAgent(jar.toString());
        } finally {
          machine.detach();
        }
      } finally {
        Files.delete(jar);
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      // A process that is short of memory may end before it answers.
      if (process.isAlive()) {
        throw new IllegalStateException("cannot load an agent into " + process.pid(), e);
      }
    }
  }

  private static Path jar() throws IOException {
    Path jar = Files.createTempFile("heap-filler", ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Agent-Class"), HeapFiller.class.getName());
    String entry = HeapFiller.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = HeapFiller.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
    return jar;
  }

  /**
   * Begins to fill the heap; Java calls it in the process that is filled.
   *
   * @param ignored no argument is needed
   */
  public static void agentmain(String ignored) {
    Thread filler = new Thread(HeapFiller::hoard, "heap filler");
    filler.setDaemon(true);
    filler.start();
  }

  private static void hoard() {
    List<byte[]> hoard = new ArrayList<>();
    long until = System.nanoTime() + SECONDS * 1_000_000_000L;
    int piece = PIECE;
    while (System.nanoTime() < until) {
      try {
        hoard.add(new byte[piece]);
      } catch (OutOfMemoryError e) {
        // This thread is not the one that is meant: it takes what is left and waits for others.
        piece = SMALL_PIECE;
        Thread.yield();
      }
    }
  }
}
