package io.raf4j.spark.job;

import io.raf4j.solver.ProblemReference.Kind;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.conf.VideoOptions;
import io.raf4j.spark.training.WorkerPool;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The jobs of every kind as cells of a comparison: looked at, run in a thread, run as a whole. */
final class CellJobs {

  private CellJobs() {}

  /**
   * What a cell needs of the machine.
   *
   * @param bytes outside the Java heap of the process that it runs in
   * @param unknowns of second-order training, 0 where there is none
   * @param workers logical workers
   */
  record Needs(long bytes, long unknowns, int workers) {

    /** What nothing needs. */
    static final Needs NONE = new Needs(0, 0, 1);

    /** Returns the larger of each. */
    Needs or(Needs other) {
      return new Needs(
          Math.max(bytes, other.bytes),
          Math.max(unknowns, other.unknowns),
          Math.max(workers, other.workers));
    }
  }

  /**
   * Looks at a cell as its own job would before any work.
   *
   * @param room where the cell's workers are
   * @throws SettingsException for whatever that job would refuse
   */
  static Needs check(JobKind kind, Settings settings, Configuration hadoop, TrainingRoom room) {
    return switch (kind) {
      case PDE -> equation(SolvePlan.of(Kind.PDE, settings), room);
      case EIGEN -> equation(SolvePlan.of(Kind.EIGEN, settings), room);
      case IMAGE, AUDIO -> network(SignalPlan.of(kind, settings, hadoop).network(), room);
      case VIDEO -> video(settings, hadoop, room);
      case NTK -> kernel(settings, hadoop, room);
    };
  }

  private static Needs equation(SolvePlan plan, TrainingRoom room) {
    long unknowns = plan.options().optimizer().hasSecondOrder() ? plan.parameters() : 0;
    return new Needs(plan.bytesOutside(room), unknowns, plan.training().workers());
  }

  private static Needs network(NetworkPlan plan, TrainingRoom room) {
    TrainingOptions training = plan.training();
    long bytes = room.bytesOutside(plan.work(), training);
    return new Needs(bytes, 0, training.workers());
  }

  private static Needs video(Settings settings, Configuration hadoop, TrainingRoom room) {
    TrainingOptions training = TrainingOptions.of(settings);
    VideoOptions video = VideoOptions.of(settings);
    VideoPlan.of(settings.required(Key.INPUT), video, training, hadoop);
    int axes = 3;
    return network(NetworkPlan.of(settings, training, axes, video.channels()), room);
  }

  private static Needs kernel(Settings settings, Configuration hadoop, TrainingRoom room) {
    NtkPlan plan = NtkPlan.of(settings, hadoop);
    int workers = plan.options().workers();
    NtkMemory.require(plan.cut(), workers);
    return new Needs(plan.bytesOfTask() * room.sideBySide(workers), 0, workers);
  }

  /**
   * Runs a cell in this thread, without any folder.
   *
   * @param pool of this thread
   */
  static RunOutcome run(JobKind kind, Settings settings, WorkerPool pool) {
    return switch (kind) {
      case PDE, EIGEN -> SolveCell.run(kind, settings, pool);
      case IMAGE, AUDIO -> SignalCell.run(kind, settings, pool);
      case NTK -> NtkCell.run(kind, settings, pool);
      case VIDEO ->
          throw new IllegalArgumentException("kind is video; expected one that needs no shards");
    };
  }

  /** Runs a cell as a job of its own, on all executors and with its own folder. */
  static Map<String, Object> whole(JobKind kind, JobRequest request) {
    return switch (kind) {
      case PDE -> new SolveJobs(request).pde();
      case EIGEN -> new SolveJobs(request).eigen();
      case IMAGE -> new SignalJobs(request).image();
      case AUDIO -> new SignalJobs(request).audio();
      case VIDEO -> new VideoJobs(request).reconstruct();
      case NTK -> new NtkJobs(request).kernels();
    };
  }
}
