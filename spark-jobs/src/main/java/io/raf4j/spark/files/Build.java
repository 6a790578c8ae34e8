package io.raf4j.spark.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which RAF4J this is, as the build wrote it down.
 *
 * @param version the Maven version
 * @param commit the git commit it was built from, or {@code unknown} outside a git checkout
 */
public record Build(String version, String commit) {

  private static final String RESOURCE = "/io/raf4j/spark/files/build.properties";

  /** Returns the build of the classes that are running. */
  public static Build current() {
    Properties properties =
        properties(RESOURCE)
            .orElseThrow(() -> new IllegalStateException("missing resource " + RESOURCE));
    return new Build(properties.getProperty("version"), properties.getProperty("commit"));
  }

  /**
   * Returns the version of a Maven artifact on the class path.
   *
   * @param group such as {@code org.nd4j}
   * @param artifact such as {@code nd4j-api}
   * @return empty where its jar is absent or carries no Maven metadata
   */
  public static Optional<String> versionOf(String group, String artifact) {
    return properties("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")
        .map(properties -> properties.getProperty("version"));
  }

  private static Optional<Properties> properties(String resource) {
    try (InputStream in = Build.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(in);
      return Optional.of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
