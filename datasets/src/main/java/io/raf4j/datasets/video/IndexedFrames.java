package io.raf4j.datasets.video;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.ffmpeg.StreamKind;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.VideoIndex.Entry;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decoded frames of a clip from a given one on, each held against its index.
 *
 * <p>Decoding starts at an entry. Where a frame is not what it was, it starts again at the
 * beginning of the clip; where it is not even so, the file is another one than the index is of.
 */
final class IndexedFrames implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexedFrames.class);

  private final Path clip;
  private final VideoIndex index;
  private Demuxer demuxer;
  private Decoder decoder;
  private boolean fromStart;
  private int decoded;
  private int wanted;

  /** Prepares to read from a frame on; nothing is opened yet. */
  IndexedFrames(Path clip, VideoIndex index, int first) {
    this.clip = clip;
    this.index = index;
    this.wanted = first;
  }

  /**
   * Returns the next frame, valid until the next call; there is one as long as there is in the
   * index.
   *
   * @throws MediaException when the file cannot be read or is not the one that was indexed
   */
  AVFrame next() {
    AVFrame frame = decoder == null ? start() : decoder.next();
    while (decoded <= wanted) {
      if (frame == null || FrameChecksum.of(frame) != index.checksums().get(decoded)) {
        frame = startAgain();
      } else if (decoded++ < wanted) {
        frame = decoder.next();
      }
    }
    wanted++;
    return frame;
  }

  /** Returns the first frame that is right behind the entry, or null where it does not come. */
  private AVFrame start() {
    Entry entry = index.entryFor(wanted);
    open();
    fromStart = entry.frame() == 0;
    decoded = entry.frame();
    if (fromStart) {
      return decoder.next();
    }
    if (!demuxer.seek(entry.time())) {
      return null;
    }
    long stamp = index.stamps().get(entry.frame());
    AVFrame frame = decoder.next();
    while (frame != null && EntryProof.stamp(frame) < stamp) {
      frame = decoder.next();
    }
    return frame;
  }

  private AVFrame startAgain() {
    if (fromStart) {
      throw new MediaException(
          clip
              + " is not what it was: frame "
              + decoded
              + " differs from when the file was first read. Start again");
    }
    LOG.warn("{}: frame {} differs from an entry on, decoding from the start", clip, decoded);
    open();
    fromStart = true;
    decoded = 0;
    return decoder.next();
  }

  private void open() {
    close();
    demuxer = Demuxer.open(clip, StreamKind.VIDEO).endingAtFaults();
    decoder = Decoder.start(demuxer);
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
    if (demuxer != null) {
      demuxer.close();
      demuxer = null;
    }
  }
}
