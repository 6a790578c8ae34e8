package io.raf4j.spark.conf;

import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.FrameRange;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What of a file is a data set.
 *
 * @param frames of a clip
 * @param scale of a clip: factor of both sides of every frame, 0.01 to 1
 * @param size of an image: {@code HEIGHTxWIDTH} to resize it to, or an empty text
 * @param fromSecond of a sound: where it begins
 * @param seconds of a sound: how long it lasts; 0 for all of the rest
 */
public record FilePart(
    FrameRange frames, double scale, String size, double fromSecond, double seconds)
    implements Serializable {

  /** All of a clip, an image or a sound. */
  public static final FilePart WHOLE = new FilePart(FrameRange.ALL, 1, "", 0, 0);

  /** The name of frames in files. */
  public static final String FRAMES = "frames";

  /** The name of the scale of frames. */
  public static final String SCALE = "scale";

  /** The name of the size of an image. */
  public static final String SIZE = "size";

  /** The name of the beginning of a sound. */
  public static final String FROM_SECOND = "from-second";

  /** The name of the length of a sound. */
  public static final String SECONDS = "seconds";

  /** Checks every part. */
  public FilePart {
    Key.SCALE.require(scale);
    Key.FROM_SECOND.range().orElseThrow().require("--seconds", Double.toString(seconds));
    size = size.trim();
    ofSignal(size, false, fromSecond, seconds);
  }

  private static SignalOptions ofSignal(
      String size, boolean grey, double fromSecond, double seconds) {
    return SignalOptions.of(
        size,
        grey,
        OrientationRule.SHOWN,
        false,
        fromSecond,
        seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds));
  }

  /**
   * Returns the part of an image or a sound.
   *
   * @param grey whether an image's colours are dropped
   */
  public SignalOptions signal(boolean grey) {
    return ofSignal(size, grey, fromSecond, seconds);
  }

  /** Returns what differs from the whole file, as HOCON's values. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, FRAMES, frames.toString(), WHOLE.frames.toString());
    put(map, SCALE, scale, WHOLE.scale);
    put(map, SIZE, size, WHOLE.size);
    put(map, FROM_SECOND, fromSecond, WHOLE.fromSecond);
    put(map, SECONDS, seconds, WHOLE.seconds);
    return map;
  }

  private static void put(Map<String, Object> map, String name, Object value, Object whole) {
    if (!value.equals(whole)) {
      map.put(name, value);
    }
  }

  /** Returns the part as it stands behind the name of a file, empty for the whole. */
  @Override
  public String toString() {
    return asMap().entrySet().stream()
        .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining());
  }
}
