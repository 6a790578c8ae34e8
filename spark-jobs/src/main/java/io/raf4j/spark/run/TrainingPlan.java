package io.raf4j.spark.run;

import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.training.StopReason;
import io.raf4j.spark.training.Trained;
import java.util.Locale;

/** A piece of work that trains a network, keeps it and then judges it. */
public interface TrainingPlan extends Plan {

  /** Trains the network, from the last checkpoint or the start. */
  Trained train(Site site);

  /** Writes beside the model what it has learned. */
  void describe(RunFolder folder);

  /** Judges the network. */
  Result judge(Trained trained, Site site);

  @Override
  default Result carryOut(Site site) {
    Trained trained = train(site);
    site.keep(trained.network(), this);
    return judge(trained, site);
  }

  /** Returns a reason to stop as files and tables name it. */
  static RunManifest.Stop stop(StopReason reason) {
    return new RunManifest.Stop(reason.name().toLowerCase(Locale.ROOT), reason.explanation());
  }
}
