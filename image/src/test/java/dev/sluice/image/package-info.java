/** The images that would be built, made from small stand-ins for what Maven packages. */
@NullMarked
package dev.sluice.image;

import org.jspecify.annotations.NullMarked;
