package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.Search;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.run.RunOutcome;
import io.raf4j.spark.training.DivergedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Starts that compete, and the rule by which their steps are taken. */
class StartsTest {

  private static final String SMALL =
      "problem=burgers optimizer=levenberg-marquardt width=5 depth=2 points=96 test-points=128"
          + " doublings=0 ";

  @Test
  void bestGoesOnAsARunOfItsSeedAndShapeAlone() {
    RunOutcome best = inThread(SMALL + "starts=4 start-shapes=true iterations=27");
    Map<String, Object> figures = best.figures().values();
    RunOutcome alone =
        inThread(
            SMALL
                + "iterations=27 seed="
                + figures.get("start_seed")
                + " width="
                + figures.get("start_width")
                + " depth="
                + figures.get("start_depth"));
    for (String figure : List.of("params_sha256", "relative_l2", "examples", "iterations")) {
      assertThat(figures.get(figure)).as(figure).isEqualTo(alone.figures().get(figure));
    }
    // Rows begin where the competition has ended.
    assertThat(best.metrics())
        .extracting(row -> row.loss())
        .isEqualTo(alone.metrics().subList(24, 27).stream().map(row -> row.loss()).toList());
  }

  @Test
  void halfStayInEveryRoundAndTheLowestLossOfTheLastWins() {
    Map<String, Object> figures =
        inThread(SMALL + "starts=4 start-shapes=true iterations=27").figures().values();
    List<Map<?, ?>> all = candidates(figures);
    assertThat(all).extracting(one -> losses(one).size()).containsExactlyInAnyOrder(2, 2, 1, 1);
    assertThat(all.get(0).get("seed").toString()).isEqualTo("1");
    assertThat(all).extracting(one -> number(one, "depth")).containsExactly(2, 1, 3, 2);
    assertThat(all).extracting(one -> one.get("seed")).doesNotHaveDuplicates();

    List<Map<?, ?>> last = all.stream().filter(one -> losses(one).size() == 2).toList();
    // One that finds no step any more ends before.
    assertThat(last).allMatch(one -> number(one, "iterations") > 8);
    assertThat(all).allMatch(one -> number(one, "iterations") <= 8 * (4 - 1));
    double left = all.stream().mapToDouble(one -> losses(one).get(0)).sorted().toArray()[1];
    assertThat(last).allMatch(one -> losses(one).get(0) <= left);
    double lowest = last.stream().mapToDouble(one -> losses(one).get(1)).min().orElseThrow();
    Map<?, ?> winner =
        last.stream().filter(one -> losses(one).get(1) == lowest).findFirst().orElseThrow();
    assertThat(figures.get("start_seed").toString()).isEqualTo(winner.get("seed").toString());
    assertThat(figures.get("start_depth")).isEqualTo(winner.get("depth"));
  }

  @Test
  void shapesHaveNoMoreParametersThanTheGivenOne() {
    SolvePlan given = plan(SMALL + "width=20 depth=3");
    Map<String, Object> figures =
        inThread(SMALL + "starts=3 start-shapes=true iterations=25").figures().values();
    SolvePlan small = plan(SMALL);
    for (Map<?, ?> one : candidates(figures)) {
      int width = number(one, "width");
      int depth = number(one, "depth");
      assertThat(small.startedAs(1, width, depth).parameters())
          .isLessThanOrEqualTo(small.parameters());
      if (depth != 2) {
        assertThat(small.startedAs(1, width + 1, depth).parameters())
            .isGreaterThan(small.parameters());
      }
    }
    assertThat(given.startedAs(7, 27, 2).parameters()).isLessThan(given.parameters());
    assertThat(given.startedAs(7, 27, 2).seed()).isEqualTo(7);
  }

  @Test
  void sparkAndAThreadDecideAlike() {
    String words = SMALL + "starts=3 iterations=25 workers=2";
    RunOutcome spark = Run.inMemory(Jobs.kind("pde"), settings(words), SolveInMemoryTest.spark());
    RunOutcome thread = inThread(words);
    for (String figure : List.of("params_sha256", "start_seed", "start_candidates")) {
      assertThat(spark.figures().get(figure)).isEqualTo(thread.figures().get(figure));
    }
  }

  @Test
  void startWithoutANumberComesLastAndAllOfThemAreAnError() {
    List<Contender> field = new ArrayList<>();
    for (double loss : new double[] {Double.NaN, 3, 1, Double.POSITIVE_INFINITY, 1}) {
      LevenbergMarquardt.State state = new LevenbergMarquardt.State(8, 1, new double[0]);
      Contender before = Contender.before(field.size(), 1, 5, 2);
      field.add(before.at(new double[1], state, 0, loss));
    }
    assertThat(Starts.ranked(field)).extracting(Contender::index).containsExactly(2, 4, 1, 0, 3);

    String words = SMALL + "starts=2 iterations=9 activation.terms=[{function:\"x^8\",beta:1e38}]";
    assertThatThrownBy(() -> inThread(words))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("from each of its 2 starts")
        .hasMessageContaining("another --seed");
  }

  @Test
  void roundsDoubleWhileTheFieldHalves() {
    assertThat(List.of(1, 2, 3, 4, 5, 8))
        .extracting(count -> new StartOptions(count, false).allIterations())
        .containsExactly(0, 8, 24, 24, 56, 56);
    assertThatThrownBy(() -> plan(SMALL + "starts=4 iterations=24"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--iterations is 24; expected more than the 24");
  }

  @Test
  void settingsSayWhichStepIsTaken() {
    LevenbergMarquardt.Options usual = plan(SMALL).secondOrder().policy();
    assertThat(usual.search()).isInstanceOf(Search.TargetRatio.class);
    assertThat(usual.momenta()).containsExactly(0);
    LevenbergMarquardt.Options before =
        plan(SMALL + "search=lowest-loss momentum=0.9").secondOrder().policy();
    assertThat(before.search()).isInstanceOf(Search.LowestLoss.class);
    assertThat(before.momenta()).containsExactly(0.9);
    assertThat(before.iterations()).isEqualTo(usual.iterations());
  }

  private static List<Map<?, ?>> candidates(Map<String, Object> figures) {
    List<Map<?, ?>> all = new ArrayList<>();
    ((List<?>) figures.get("start_candidates")).forEach(one -> all.add((Map<?, ?>) one));
    return all;
  }

  private static int number(Map<?, ?> candidate, String name) {
    return (Integer) candidate.get(name);
  }

  private static List<Double> losses(Map<?, ?> candidate) {
    return ((List<?>) candidate.get("losses")).stream().map(loss -> (Double) loss).toList();
  }

  private static RunOutcome inThread(String words) {
    return Run.inMemory(Jobs.kind("pde"), settings(words), SolveInMemoryTest.inThread());
  }

  private static SolvePlan plan(String words) {
    return (SolvePlan) Jobs.kind("pde").plan(settings(words), new Configuration(false));
  }

  private static Settings settings(String words) {
    return Jobs.of("pde", List.of(words.split(" ")), Map.of());
  }
}
