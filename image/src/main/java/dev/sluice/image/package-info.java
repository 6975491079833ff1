/** Builds the container images from what Maven packaged, without Docker, a registry or root. */
@NullMarked
package dev.sluice.image;

import org.jspecify.annotations.NullMarked;
