package dev.sluice.worker.codec;

/** An enum constant from a checkpoint as seen without its class. */
public record GenericEnum(String className, String constant) {}
