/** Pod templates of users: what is wrong with one, and how it is merged into a pod. */
@NullMarked
package dev.sluice.operator.template;

import org.jspecify.annotations.NullMarked;
