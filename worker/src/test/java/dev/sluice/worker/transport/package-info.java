/** The data plane over real sockets of this host. */
@NullMarked
package dev.sluice.worker.transport;

import org.jspecify.annotations.NullMarked;
