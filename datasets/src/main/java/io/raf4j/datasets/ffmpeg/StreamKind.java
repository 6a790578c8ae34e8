package io.raf4j.datasets.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

/** What a stream of a file holds. */
public enum StreamKind {
  /** Moving pictures; the cover of an audio file is none. */
  VIDEO("video", AVMEDIA_TYPE_VIDEO),
  /** Sound. */
  AUDIO("audio", AVMEDIA_TYPE_AUDIO);

  private final String word;
  private final int type;

  StreamKind(String word, int type) {
    this.word = word;
    this.type = type;
  }

  /** Returns the kind as messages name it. */
  String word() {
    return word;
  }

  /** Returns FFmpeg's number of the kind. */
  int type() {
    return type;
  }

  /** Returns the message for a file in which FFmpeg finds nothing of the kind. */
  String notDecodable(Object path) {
    String article = this == AUDIO ? "an " : "a ";
    return path + " is not " + article + word + " FFmpeg can decode";
  }
}
