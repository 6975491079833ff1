/** File formats: how records are laid out in the files that streams read and outputs write. */
@NullMarked
package dev.sluice.format;

import org.jspecify.annotations.NullMarked;
