/** Who may reach the pods of a job: values and pure functions. */
@NullMarked
package dev.sluice.operator.network;

import org.jspecify.annotations.NullMarked;
