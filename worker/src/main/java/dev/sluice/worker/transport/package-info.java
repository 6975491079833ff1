/**
 * The data plane: length-framed connections between workers for exchange frames and blocks. The
 * only package that touches Netty channels.
 */
@NullMarked
package dev.sluice.worker.transport;

import org.jspecify.annotations.NullMarked;
