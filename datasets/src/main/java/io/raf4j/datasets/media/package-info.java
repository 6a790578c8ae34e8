/**
 * What videos, pictures and sounds have in common as files: their faults in words, and files that
 * appear only when they are complete.
 *
 * <p>Uses no other package. Start from {@link io.raf4j.datasets.media.PendingFile}.
 */
package io.raf4j.datasets.media;
