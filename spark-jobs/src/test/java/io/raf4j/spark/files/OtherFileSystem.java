package io.raf4j.spark.files;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk under the scheme {@code other:}, whose rename refuses to replace a file, as that
 * of HDFS and S3A does.
 */
public final class OtherFileSystem extends RawLocalFileSystem {

  private static final URI NAME = URI.create("other:///");

  /** Makes the scheme known to a configuration. */
  public static Configuration register(Configuration hadoop) {
    hadoop.set("fs.other.impl", OtherFileSystem.class.getName());
    hadoop.set("fs.AbstractFileSystem.other.impl", Abstract.class.getName());
    return hadoop;
  }

  /** Returns a local folder's path under this scheme. */
  public static Path path(java.nio.file.Path local) {
    return new Path("other", null, local.toString());
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "other";
  }

  @Override
  public boolean rename(Path source, Path target) throws IOException {
    return !exists(target) && super.rename(source, target);
  }

  /** The same for {@link org.apache.hadoop.fs.FileContext}. */
  public static final class Abstract extends DelegateToFileSystem {

    /** Called by Hadoop. */
    public Abstract(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(NAME, new OtherFileSystem(), hadoop, "other", false);
    }
  }
}
