/**
 * What can go wrong while a job runs, done to real jobs on a real cluster: a {@code Fault} is a
 * name, an injection and an expectation; a {@code TestBed} has the clusters and what undisturbed
 * jobs leave; a {@code Trial} is one job that something is done to. Start from {@code Faults}, the
 * list of all, and {@code SelfTest}, which draws from it.
 */
package io.raf4j.spark.faults;
