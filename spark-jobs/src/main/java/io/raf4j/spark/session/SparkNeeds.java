package io.raf4j.spark.session;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.training.BlasKernels;
import io.raf4j.spark.training.RafRegistrator;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * What jobs need of Spark's settings, whatever a user or a cluster has set: what is missing is
 * added, what can be added to is completed, and what cannot work is refused before Spark starts.
 */
final class SparkNeeds {

  private static final String SERIALIZER = "spark.serializer";
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";
  private static final String REGISTRATORS = "spark.kryo.registrator";
  private static final String REGISTERED_ONLY = "spark.kryo.registrationRequired";
  private static final String TASK_CPUS = "spark.task.cpus";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String EXECUTOR_DEFAULTS = "spark.executor.defaultJavaOptions";
  private static final String EXECUTOR_BLAS = "spark.executorEnv." + BlasKernels.VARIABLE;
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private SparkNeeds() {}

  /**
   * Completes settings.
   *
   * @param localCores of a local master, 0 for a cluster
   * @throws SettingsException if a setting is in the way
   */
  static void complete(SparkConf conf, int localCores) {
    completeSerialization(conf);
    requireCores(conf, localCores);
    if (localCores > 0) {
      // The process that would be ended by a task's error is the driver, which has to tell of it.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    } else {
      completeExecutors(conf, System.getenv(BlasKernels.VARIABLE));
    }
  }

  private static void completeSerialization(SparkConf conf) {
    conf.setIfMissing(SERIALIZER, KRYO);
    if (!conf.get(SERIALIZER).equals(KRYO)) {
      throw new SettingsException(
          SERIALIZER
              + " is "
              + conf.get(SERIALIZER)
              + "; tensors and networks travel by "
              + KRYO
              + ": leave it out");
    }
    String own = RafRegistrator.class.getName();
    String registrators = conf.get(REGISTRATORS, own);
    boolean isThere = Arrays.asList(registrators.split("\\s*,\\s*")).contains(own);
    conf.set(REGISTRATORS, isThere ? registrators : registrators + "," + own);
    if (conf.getBoolean(REGISTERED_ONLY, false)) {
      throw new SettingsException(
          REGISTERED_ONLY + " is true, but not all that jobs send is registered: leave it out");
    }
  }

  /** A task that no executor has the cores for would wait without end. */
  private static void requireCores(SparkConf conf, int localCores) {
    int cpus = positive(conf, TASK_CPUS, 1);
    int cores = localCores > 0 ? localCores : positive(conf, "spark.executor.cores", cpus);
    if (cpus > cores) {
      throw new SettingsException(
          String.format(
              "%s is %d, but %s has %d cores; lower it, or leave it out",
              TASK_CPUS, cpus, localCores > 0 ? conf.get("spark.master") : "an executor", cores));
    }
  }

  private static int positive(SparkConf conf, String key, int otherwise) {
    String value = conf.get(key, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new SettingsException(key + " is " + value + "; expected a whole number", e);
    }
    throw new SettingsException(key + " is " + value + "; expected at least 1");
  }

  /**
   * Gives executors the Vector API's module, which Spark puts before the options that a user sets,
   * and the driver's BLAS kernels.
   *
   * @param kernels what the driver's OpenBLAS was told, or null
   */
  static void completeExecutors(SparkConf conf, String kernels) {
    String defaults = conf.get(EXECUTOR_DEFAULTS, "");
    if (!(defaults + " " + conf.get(EXECUTOR_OPTIONS, "")).contains(VECTOR_MODULE)) {
      conf.set(EXECUTOR_DEFAULTS, (defaults + " " + KernelsInUse.MODULE).strip());
    }
    Optional<String> own = Optional.ofNullable(kernels).filter(name -> !name.isBlank());
    own.ifPresent(name -> conf.setIfMissing(EXECUTOR_BLAS, name));
    if (!own.equals(conf.contains(EXECUTOR_BLAS) ? Optional.of(conf.get(EXECUTOR_BLAS)) : own)) {
      throw new SettingsException(
          String.format(
              "%s is %s, but the driver's %s is %s; they must agree, since other kernels round"
                  + " differently",
              EXECUTOR_BLAS, conf.get(EXECUTOR_BLAS), BlasKernels.VARIABLE, own.orElse("not set")));
    }
  }
}
