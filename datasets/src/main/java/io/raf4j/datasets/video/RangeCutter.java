package io.raf4j.datasets.video;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Cuts a part of a clip into ranges, see {@link VideoIndex#ranges}. */
final class RangeCutter {

  private final TreeSet<Integer> entries = new TreeSet<>();
  private final FrameRange part;
  private final int least;
  private final double lead;

  RangeCutter(VideoIndex index, FrameRange part, int least, double lead) {
    if (least < 1) {
      throw new IllegalArgumentException("least is " + least + "; expected 1 or more");
    }
    if (!(lead >= 0)) {
      throw new IllegalArgumentException("lead is " + lead + "; expected 0 or more");
    }
    this.part = part;
    this.least = least;
    this.lead = lead;
    entries.add(0);
    index.entries().forEach(entry -> entries.add(entry.frame()));
  }

  List<FrameRange> cut() {
    List<FrameRange> ranges = new ArrayList<>();
    int from = part.from();
    while (from < part.to()) {
      int to = endOf(from);
      ranges.add(new FrameRange(from, to));
      from = to;
    }
    return ranges;
  }

  private int endOf(int from) {
    int vain = vain(from);
    // Without a lead nothing behind an entry is ever reached in vain, but for the part's start.
    double shortest = vain == 0 ? least : Math.max(least, vain / lead);
    if (from + shortest >= part.to()) {
      return part.to();
    }
    int earliest = from + (int) Math.ceil(shortest);
    Integer entry = entries.ceiling(earliest);
    boolean entryFollows = entry != null && entry < part.to();
    if (entryFollows && entry <= earliest + shortest) {
      return entry;
    } else if (canStartAt(earliest)) {
      return earliest;
    }
    return entryFollows ? entry : part.to();
  }

  /** Returns whether a range can start at a frame and still be long enough in the part. */
  private boolean canStartAt(int frame) {
    return frame < part.to() && vain(frame) <= lead * (part.to() - frame);
  }

  /** Returns the frames decoded in vain for a range that starts at a frame. */
  private int vain(int frame) {
    return frame - entries.floor(frame);
  }
}
