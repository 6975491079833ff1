/**
 * The control plane: sessions between the driver and its workers. The only package that knows gRPC.
 */
@NullMarked
package dev.sluice.worker.control;

import org.jspecify.annotations.NullMarked;
