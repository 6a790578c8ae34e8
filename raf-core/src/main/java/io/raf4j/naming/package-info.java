/**
 * Names that people type, and the known ones that they most likely meant.
 *
 * <p>Knows nothing else. Start from {@link io.raf4j.naming.Nearest}.
 */
package io.raf4j.naming;
