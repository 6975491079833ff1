package dev.sluice.worker.driver.place;

/**
 * Which job it is.
 *
 * @param name its name
 * @param uid its uid; workers of another one are refused
 * @param programDigest digest of its jar; empty for none
 * @param epoch least epoch that its driver claims
 */
public record JobIdentity(String name, String uid, String programDigest, long epoch) {}
