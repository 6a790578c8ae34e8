package io.raf4j.spark.compare;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;

/**
 * One activation on one subject of a comparison, over all seeds. What is unknown is NaN here and
 * NULL in Parquet.
 *
 * @param runId the comparison, as in {@code run.json}
 * @param index of the row, from 0, by subject and activation; the key
 * @param experiment name of the experiment
 * @param size of the experiment
 * @param kind of job
 * @param subject name of the data set or equation
 * @param activation name of the activation
 * @param metric name of the figure compared
 * @param n seeds that ended with figures
 * @param failed seeds that did not
 * @param mean of the metric
 * @param deviation standard deviation over the seeds, of a sample; unknown for fewer than two
 * @param lowest value of the metric
 * @param highest value of the metric
 * @param steps mean steps and iterations
 * @param seconds mean seconds of training
 * @param parameters trained numbers of the network, 0 where unknown
 * @param baseline activation compared with, the best of several on this subject; empty for none
 * @param improvement of the mean over the baseline's, in {@code improvementUnit}
 * @param improvementUnit {@code dB} or {@code %}
 * @param curve column of the rounds that stands for the metric; empty for none
 * @param secondsAt when the baseline had finished, mean over the seeds
 * @param meanAt the curve at that time, mean over the seeds
 * @param improvementAt of it over the baseline's curve at the same time, in {@code improvementUnit}
 */
@Rows(item = "summary")
public record SummaryRow(
    @Column("the comparison, as in run.json") String runId,
    @Key @Column("of the row, from 0") long index,
    @Column("its name") String experiment,
    @Column("of the experiment") String size,
    @Column("image, audio, video, pde, eigen or ntk") String kind,
    @Column("data set or equation") String subject,
    @Column("its name in the experiment") String activation,
    @Column("the figure compared") String metric,
    @Column("seeds that ended with figures") int n,
    @Column("seeds that did not") int failed,
    @Column(value = "of the metric over the seeds, or NULL", optional = true) double mean,
    @Column(value = "of a sample, or NULL", name = "standard_deviation", optional = true)
        double deviation,
    @Column(value = "value of the metric, or NULL", optional = true) double lowest,
    @Column(value = "value of the metric, or NULL", optional = true) double highest,
    @Column(value = "mean steps and iterations, or NULL", optional = true) double steps,
    @Column(value = "mean seconds of training, or NULL", optional = true) double seconds,
    @Column(value = "trained numbers, or NULL", optional = true) long parameters,
    @Column(value = "activation compared with, or NULL", optional = true) String baseline,
    @Column(value = "over the baseline's mean, or NULL", optional = true) double improvement,
    @Column("dB or %") String improvementUnit,
    @Column(value = "column of the rounds in its place, or NULL", optional = true) String curve,
    @Column(value = "when the baseline had finished, or NULL", optional = true) double secondsAt,
    @Column(value = "the curve at that time, or NULL", optional = true) double meanAt,
    @Column(value = "of it over the baseline's, or NULL", optional = true) double improvementAt) {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "summary";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<SummaryRow> FORMAT = RowFormat.of(SummaryRow.class);

  /** Returns whether this is the activation that others are compared with. */
  public boolean isBaseline() {
    return activation.equals(baseline);
  }
}
