/** Generation and checks of the StreamingJob definition. */
@NullMarked
package dev.sluice.crds;

import org.jspecify.annotations.NullMarked;
