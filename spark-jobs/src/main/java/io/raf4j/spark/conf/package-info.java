/**
 * Settings: their names, defaults and ranges, where they come from, and which of them a job has.
 *
 * <p>Knows no job: a kind of work brings a {@link io.raf4j.spark.conf.Profile} of the settings that
 * concern it. Start from {@link io.raf4j.spark.conf.Key} for one setting, from {@link
 * io.raf4j.spark.conf.Settings} for those of a run.
 */
package io.raf4j.spark.conf;
