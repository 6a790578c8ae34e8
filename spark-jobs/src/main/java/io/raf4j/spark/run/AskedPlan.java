package io.raf4j.spark.run;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;

/** A plan as {@code run.json} knows it again. */
record AskedPlan(Plan plan) implements RunRecord.Asked {

  @Override
  public Fields configuration() {
    return new Fields(plan.settings().asMap());
  }

  @Override
  public Fields seeds() {
    return Fields.NONE.with("all", plan.seed());
  }

  @Override
  public Fields input() {
    return Fields.of(plan.input());
  }

  @Override
  public void requireSame(RunManifest before) {
    Fields then = before.section(RunManifest.Section.CONFIGURATION);
    Fields was = new Fields(Settings.of(then.values()).asMap());
    configuration().forEach((name, is) -> requireSame(name, was.get(name), is));
    requireSameInput(before.section(RunManifest.Section.INPUT));
  }

  private void requireSame(String name, Object was, Object is) {
    boolean isChangeable = plan.changeable().stream().map(Key::path).anyMatch(name::equals);
    if (!isChangeable && !Settings.isSame(was, is)) {
      throw new SettingsException(
          "--resume: "
              + name
              + " was "
              + was
              + " and is now "
              + is
              + "; a resumed run must keep it, or start anew in another --output");
    }
  }

  /** All but the place: a clip or a folder of shards may have been moved. */
  private void requireSameInput(Fields before) {
    input()
        .forEach(
            (name, is) -> {
              String was = String.valueOf(before.get(name));
              if (!name.equals("path") && !was.equals(String.valueOf(is))) {
                throw new SettingsException(
                    "--resume: the "
                        + plan.subject()
                        + " is not the one that the run began with: "
                        + name
                        + " was "
                        + was
                        + " and is now "
                        + is);
              }
            });
  }
}
