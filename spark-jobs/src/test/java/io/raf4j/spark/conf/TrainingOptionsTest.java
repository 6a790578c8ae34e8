package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.video.FrameRange;
import io.raf4j.spark.conf.TrainingOptions.Dtype;
import io.raf4j.spark.conf.TrainingOptions.Schedule;
import io.raf4j.spark.video.VideoOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which options of training and of clips are accepted. */
class TrainingOptionsTest {

  @Test
  void defaultsAreValid() {
    TrainingOptions training = training();
    assertThat(training.schedule()).isEqualTo(new Schedule.Cosine());
    assertThat(training.dtype()).isEqualTo(Dtype.FLOAT);
    assertThat(training.learningRate()).isEmpty();
    VideoOptions video = video();
    assertThat(video.frames()).isEqualTo(FrameRange.ALL);
    assertThat(video.channels()).isEqualTo(3);
  }

  @Test
  void everyScheduleAndTypeHasAName() {
    assertThat(training("schedule=constant").schedule()).isEqualTo(new Schedule.Constant());
    assertThat(training("schedule=decay").schedule()).isEqualTo(new Schedule.Decay());
    assertThat(training("schedule=step", "decay-factor=0.5", "decay-every=7").schedule())
        .isEqualTo(new Schedule.Step(0.5, 7));
    assertThat(training("dtype=double").dtype()).isEqualTo(Dtype.DOUBLE);
    assertThat(training("dtype=Float").dtype()).isEqualTo(Dtype.FLOAT);
  }

  @ParameterizedTest
  @CsvSource({
    "steps, 0",
    "steps, -1",
    "batch, 0",
    "batch, -5",
    "workers, 0",
    "workers, -1",
    "averaging-frequency, 0",
    "checkpoints-kept, 0",
    "checkpoint-seconds, 0",
    "checkpoint-seconds, -1",
    "checkpoint-seconds, NaN",
    "learning-rate, 0",
    "learning-rate, -1e-3",
    "learning-rate, NaN",
    "learning-rate, Infinity",
    "max-seconds, 0",
    "max-seconds, -1",
    "target-psnr, 0",
    "target-psnr, -3",
    "dtype, half",
    "dtype, ''",
    "schedule, linear",
    "schedule, ''"
  })
  void badTrainingOptionIsRefusedWithKeyAndValue(String key, String value) {
    assertThatThrownBy(() -> training(key + "=" + value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value)
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @CsvSource({
    "decay-factor, 0",
    "decay-factor, 1",
    "decay-factor, -0.5",
    "decay-factor, NaN",
    "decay-every, 0"
  })
  void badStepScheduleIsRefused(String key, String value) {
    assertThatThrownBy(() -> training("schedule=step", key + "=" + value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @CsvSource({
    "scale, 0",
    "scale, 1.5",
    "scale, -1",
    "scale, NaN",
    "shards, 0",
    "shards, -2",
    "report-frames, 0",
    "grey, perhaps"
  })
  void badVideoOptionIsRefusedWithKeyAndValue(String key, String value) {
    assertThatThrownBy(() -> video(key + "=" + value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value)
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "5:3", "3:3", "-1:2", "a:b", "1:2:3", "1.5:3", "99999999999:"})
  void malformedFramesAreRefusedWithTheText(String frames) {
    assertThatThrownBy(() -> video("frames=" + frames))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--frames is " + frames);
  }

  @Test
  void greyFramesHaveOneChannelAndRangesMayBeOpen() {
    assertThat(video("grey=true").channels()).isEqualTo(1);
    assertThat(video("frames=2:").frames()).isEqualTo(new FrameRange(2, FrameRange.END));
  }

  private static TrainingOptions training(String... assignments) {
    return TrainingOptions.of(Settings.resolve(null, List.of(assignments), Map.of()));
  }

  private static VideoOptions video(String... assignments) {
    return VideoOptions.of(Settings.resolve(null, List.of(assignments), Map.of()));
  }
}
