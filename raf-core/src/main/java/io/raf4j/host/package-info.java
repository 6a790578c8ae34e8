/**
 * The memory outside Java's heap, and the threads that work in it.
 *
 * <p>In the room: memory that is one's own or lent to a thread ({@link io.raf4j.host.HostMemory}),
 * places in it or in ND4J's arrays ({@link io.raf4j.host.Address}), what is done with numbers there
 * in single and double precision ({@link io.raf4j.host.HostArithmetic}: copies, matrix products,
 * activation kernels), and threads ({@link io.raf4j.host.ComputeThreads}).
 *
 * <p>May use {@code kernel}, ND4J's arrays and BLAS; knows no layer and no network. Start from
 * {@link io.raf4j.host.ComputeThreads} to bound the threads of all computations, the one type here
 * that programs need; the others serve {@code linalg}, {@code jetnet} and {@code dl4j}.
 */
package io.raf4j.host;
