package dev.sluice.worker.codec;

import java.util.Map;

/**
 * An object from a checkpoint as seen without its class.
 *
 * @param className name of its class
 * @param fields its fields by name: maps, lists, strings, numbers, booleans, byte arrays and nulls;
 *     of an array or single value, one field named {@code value}
 */
public record GenericObject(String className, Map<String, Object> fields) {}
