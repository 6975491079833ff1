package dev.sluice;

/**
 * A partition of a data set.
 *
 * @param index its place in the data set, from 0
 */
public record Partition(int index) {}
