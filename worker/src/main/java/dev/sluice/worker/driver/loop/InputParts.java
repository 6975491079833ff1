package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.writeahead.SegmentCleaner;
import java.util.Map;

/**
 * What a job reads.
 *
 * @param inputs its sources, where the last checkpoint left them
 * @param blocks who holds what was received
 * @param losses what batches have to go without
 * @param segments removes segments of the write-ahead log
 */
record InputParts(Inputs inputs, BlockTable blocks, Losses losses, SegmentCleaner segments) {
  /** Finds what a job goes on to read; reads the store. */
  static InputParts of(ClaimedJob job, Settings settings, ClassLoader jobClasses) {
    var inputs =
        Inputs.of(
            job.planner().fixed(),
            new Inputs.FileSettings(
                settings.get(Keys.FILE_REMEMBER), settings.get(Keys.FILE_PART_BYTES)),
            jobClasses);
    if (job.recovery().isEmpty()) {
      inputs.begin(job.files());
    }
    job.begunMillis().ifPresent(inputs::begunAt);
    inputs.restore(job.recovery().checkpoint().map(Manifest::sources).orElse(Map.of()));
    var blocks = new BlockTable();
    var segments = LoggedInput.find(job.foundations().store(), inputs, blocks);
    return new InputParts(inputs, blocks, new Losses(), segments);
  }
}
