/**
 * The command line: {@code raf COMMAND [SUBCOMMAND] [options]}.
 *
 * <p>Turns arguments into settings, calls a job and turns its outcome into an exit code; no job's
 * logic is here. Start from {@link io.raf4j.spark.cli.Raf}.
 */
package io.raf4j.spark.cli;
