package dev.sluice.worker.receiver;

import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import java.time.Duration;

/**
 * How receivers work.
 *
 * @param blockInterval how long a block is filled
 * @param blockQueueSize blocks of one receiver that may wait to be stored
 * @param restartDelay before a receiver starts again
 * @param writeAheadLog whether the blocks of all streams go to the write-ahead log
 * @param writeAheadInterval least time from one segment of that log to the next
 * @param rates how many records a second one receiver may store one by one
 */
public record ReceiverSettings(
    Duration blockInterval,
    int blockQueueSize,
    Duration restartDelay,
    boolean writeAheadLog,
    Duration writeAheadInterval,
    RateSettings rates) {

  /** Reads a job's configuration; a block is never filled for longer than a batch. */
  public static ReceiverSettings of(Settings settings) {
    long block = settings.get(Keys.BLOCK_INTERVAL);
    long batch = settings.get(Keys.BATCH_INTERVAL).orElse(block);
    return new ReceiverSettings(
        Duration.ofMillis(Math.min(block, batch)),
        settings.getInt(Keys.BLOCK_QUEUE_SIZE),
        Duration.ofMillis(settings.get(Keys.RECEIVER_RESTART_DELAY)),
        settings.get(Keys.WRITE_AHEAD_LOG),
        Duration.ofMillis(settings.get(Keys.WRITE_AHEAD_INTERVAL)),
        RateSettings.of(settings));
  }
}
