/** Values read from the cluster; nothing here reads by itself except the views. */
@NullMarked
package dev.sluice.operator.observe;

import org.jspecify.annotations.NullMarked;
