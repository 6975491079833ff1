/** Tests of the file formats. */
@org.jspecify.annotations.NullMarked
package dev.sluice.format;
