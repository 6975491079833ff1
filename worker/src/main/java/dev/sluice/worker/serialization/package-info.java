/** Java serialisation of user functions and receivers, from the authenticated driver only. */
@NullMarked
package dev.sluice.worker.serialization;

import org.jspecify.annotations.NullMarked;
