package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.files.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a checkpoint keeps of how far a run is. */
class TrainingStateTest {

  private static TrainingState read(String json) throws IOException {
    return Json.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), TrainingState.class);
  }

  /** As checkpoints have it that were written before steps were planned. */
  private static final String BEFORE =
      "{\"step\":20,\"round\":2,\"examples\":256,\"seconds\":1.5,\"iteration\":0,\"damping\":0.0,"
          + "\"doublings\":0,\"refused\":0,\"last_step\":[],\"unknowns\":[],\"rollbacks\":1,"
          + "\"penalty\":0.0,\"density\":[]}";

  @Test
  void stateWithoutAPlanIsRead() throws IOException {
    TrainingState state = read(BEFORE);
    assertThat(state.step()).isEqualTo(20);
    assertThat(state.rollbacks()).isEqualTo(1);
    assertThat(state.plannedSteps()).isZero();
  }

  @Test
  void planComesBack() throws IOException {
    TrainingState state = new TrainingState(20, 2, 256, 1.5).planned(40);
    assertThat(read(Json.line(state))).isEqualTo(state);
    assertThat(Json.line(state)).contains("\"planned_steps\":40");
  }

  @Test
  void planOfFewerStepsThanWereMadeIsRefused() {
    TrainingState state = new TrainingState(20, 2, 256, 1.5);
    assertThat(state.planned(20).plannedSteps()).isEqualTo(20);
    for (int steps : new int[] {-1, 19}) {
      assertThatThrownBy(() -> state.planned(steps))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("planned_steps is " + steps);
    }
  }

  @Test
  void planStaysWithTrainingThatGoesOnOrBack() {
    TrainingState planned = new TrainingState(20, 2, 256, 1.5).planned(40);
    assertThat(planned.averaged(10, 128, 1).plannedSteps()).isEqualTo(40);
    TrainingState back = TrainingState.START.returnedTo(planned);
    assertThat(back.plannedSteps()).isEqualTo(40);
    assertThat(back.step()).isZero();
    assertThat(back.seconds()).isEqualTo(1.5);
  }
}
