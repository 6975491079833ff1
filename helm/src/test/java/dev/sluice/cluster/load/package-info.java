/** A job whose load tests set while it runs. */
@NullMarked
package dev.sluice.cluster.load;

import org.jspecify.annotations.NullMarked;
