/** The connection to the API server, and whether its watches are alive. */
@NullMarked
package dev.sluice.operator.connect;

import org.jspecify.annotations.NullMarked;
