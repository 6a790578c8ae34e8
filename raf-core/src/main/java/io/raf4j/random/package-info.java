/**
 * Reproducible randomness: numbers that depend on what they are for and not on where or when they
 * are drawn.
 *
 * <p>A draw is addressed by (seed, purpose, step, shard) and its position in that stream, so a task
 * that is retried, moved to another executor or resumed sees the same numbers. Plain Java, uses no
 * other package. Start from {@link io.raf4j.random.RandomStream}; to visit every element of a large
 * set once in random order, see {@link io.raf4j.random.KeyedPermutation}.
 */
package io.raf4j.random;
