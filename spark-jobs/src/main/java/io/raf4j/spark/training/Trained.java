package io.raf4j.spark.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A trained network.
 *
 * @param network with the parameters of the end
 * @param state how far training came
 * @param reason why it ended
 */
public record Trained(MultiLayerNetwork network, TrainingState state, StopReason reason) {}
