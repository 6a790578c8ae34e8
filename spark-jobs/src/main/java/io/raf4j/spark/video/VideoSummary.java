package io.raf4j.spark.video;

import io.raf4j.datasets.video.Frame;
import io.raf4j.spark.page.FrameComparison;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.RunManifest.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in a few sentences, for somebody who is new to this, what a video run did. */
final class VideoSummary {

  private final VideoReport report;

  VideoSummary(VideoReport report) {
    this.report = report;
  }

  /** Returns the sentences. */
  String text() {
    List<String> sentences = new ArrayList<>();
    sentences.add(task());
    if (!report.frames().isEmpty()) {
      sentences.add(quality());
    }
    report
        .last()
        .ifPresent(
            row ->
                sentences.add(
                    "Training took "
                        + Quantity.duration(row.seconds())
                        + " for "
                        + Quantity.count(row.step())
                        + " steps."));
    sentences.add(CommonSections.ending(report.manifest()));
    return String.join(" ", sentences);
  }

  private String task() {
    boolean learned = report.manifest().status() == Status.DONE;
    return "A network of "
        + report.network()
        + (learned ? " learned " : " was to learn ")
        + subject()
        + " by heart: asked for a position and a time, it answers with the colour.";
  }

  private String subject() {
    Optional<Frame> shape =
        report.comparisons().stream().map(FrameComparison::original).findFirst();
    String size = shape.map(f -> " (" + f.width() + " x " + f.height() + " pixels)").orElse("");
    return report.frames().isEmpty()
        ? report.clip()
        : report.frames().size() + " frames of " + report.clip() + size;
  }

  private String quality() {
    double psnr = report.mean(FrameRow::psnr);
    double typical = 100 * Math.pow(10, -psnr / 20);
    return "The frames it gives back reach "
        + Quantity.fixed(psnr, 2)
        + " dB on average: typically a colour is off by "
        + Quantity.fixed(typical, 1)
        + " % of the full range.";
  }
}
