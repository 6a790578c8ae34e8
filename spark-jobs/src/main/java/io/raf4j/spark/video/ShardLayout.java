package io.raf4j.spark.video;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.raf4j.spark.run.NetworkPlan;
import java.util.Locale;

/** How the pixels of a clip lie in its shards, which decides what minibatches are made of. */
enum ShardLayout {

  /** Ready-made minibatches of pixels from all over the clip, see {@link VideoMinibatches}. */
  @JsonProperty("minibatches")
  MINIBATCHES,

  /** Frames one after the other as they are decoded, see {@link RunMinibatches}. */
  @JsonProperty("frames")
  FRAMES;

  /** Returns the layout that a network is trained on: an encoding is fast for runs of pixels. */
  static ShardLayout of(NetworkPlan network) {
    return network.isEncoded() ? FRAMES : MINIBATCHES;
  }

  /** Returns the name in manifests. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What manifests leave out: those of minibatches have the text, and their shards the seals, that
   * they had before there was another layout.
   */
  static final class Unsaid {

    @Override
    public boolean equals(Object layout) {
      return layout == null || layout == MINIBATCHES;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
