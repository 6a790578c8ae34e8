package io.raf4j.spark.schedule;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what is to be evaluated with what a complete slot was evaluated on. */
final class SlotCheck {

  private SlotCheck() {}

  /**
   * Refuses other models, equations or data sets, by the hashes of their content.
   *
   * @param manifest of the complete slot
   * @param now what is to be evaluated, see {@link BatchPlan#input} and {@link EquationRuns#keys}
   * @throws SettingsException if one was added, taken away or changed
   */
  static void requireSame(EvaluationSlot slot, RunManifest manifest, Fields now) {
    Fields before = manifest.section(RunManifest.Section.INPUT);
    // A slot that was filled before there were equations says nothing of them.
    now.forEach(
        (what, is) -> {
          Object was = before.get(what);
          requireSame(slot, what, was == null ? Map.of() : (Map<?, ?>) was, (Map<?, ?>) is);
        });
  }

  private static void requireSame(
      EvaluationSlot slot, String what, Map<?, ?> before, Map<?, ?> now) {
    Set<String> names = new TreeSet<>();
    before.keySet().forEach(name -> names.add(name.toString()));
    now.keySet().forEach(name -> names.add(name.toString()));
    for (String name : names) {
      Object was = before.get(name);
      Object is = now.get(name);
      if (was == null || !was.equals(is)) {
        throw new SettingsException(
            "the slot "
                + slot
                + " is complete, with other "
                + what.replace('_', ' ')
                + ": "
                + name
                + (was == null ? " is new" : is == null ? " is not among them now" : " has changed")
                + "; give --replace to evaluate the slot anew, or another --slot or job");
      }
    }
  }
}
