package dev.sluice.operator.scale;

/**
 * Whether the job is in a state in which its load says something.
 *
 * @param epoch epoch of the driver that counts
 * @param ready whether the job is ready
 * @param stable whether its revision is stable
 * @param rolling whether workers are being replaced for new settings
 */
public record JobSituation(long epoch, boolean ready, boolean stable, boolean rolling) {}
