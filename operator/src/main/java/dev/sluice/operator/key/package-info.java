/**
 * The keys that tokens of the REST API are made of: made at the first start, then a mounted file.
 */
@NullMarked
package dev.sluice.operator.key;

import org.jspecify.annotations.NullMarked;
