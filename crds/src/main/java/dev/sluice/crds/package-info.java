/**
 * The StreamingJob custom resource as immutable records. The CustomResourceDefinition committed
 * under {@code META-INF/sluice} is generated from them; an absent field reads as its documented
 * default, with or without an API server that fills defaults in.
 */
@NullMarked
package dev.sluice.crds;

import org.jspecify.annotations.NullMarked;
