package io.raf4j.spark.training;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The networks that an executor keeps for its workers between rounds, by the training they belong
 * to and the device on which their arrays live.
 *
 * <p>Only the driver knows which trainings go on; every task brings their names, and the networks
 * of others are dropped. A task that is older than a training costs that training's next task a new
 * network and nothing else. Thread-safe.
 */
final class IdleNetworks {

  private static final Map<Place, Queue<MultiLayerNetwork>> IDLE = new ConcurrentHashMap<>();

  /** Where a network is of use. */
  private record Place(String training, int device) {

    static Place here(String training) {
      return new Place(training, Nd4j.getAffinityManager().getDeviceForCurrentThread());
    }
  }

  private IdleNetworks() {}

  /** Takes a network of a training that nobody else uses, if there is one on this device. */
  static Optional<MultiLayerNetwork> take(String training) {
    Queue<MultiLayerNetwork> idle = IDLE.get(Place.here(training));
    return idle == null ? Optional.empty() : Optional.ofNullable(idle.poll());
  }

  /** Gives a network back after use. */
  static void giveBack(String training, MultiLayerNetwork network) {
    IDLE.computeIfAbsent(Place.here(training), place -> new ConcurrentLinkedQueue<>()).add(network);
  }

  /** Drops the networks of all trainings but some. */
  static void keepOnly(Set<String> trainings) {
    IDLE.keySet().removeIf(place -> !trainings.contains(place.training()));
  }

  /** Drops the networks of one training. */
  static void drop(String training) {
    IDLE.keySet().removeIf(place -> place.training().equals(training));
  }

  /** Returns how many networks this process keeps. */
  static int count() {
    return IDLE.values().stream().mapToInt(Queue::size).sum();
  }
}
