package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.driver.rate.RateControl;
import dev.sluice.worker.driver.receivers.ReceiverTracker;

/**
 * What the loop of a job knows of its input.
 *
 * @param inputs the sources
 * @param blocks who holds what was received
 * @param scans looks into directories
 * @param recovery asks workers for what batches of the log need
 * @param losses what batches have to go without
 * @param lost decides what a loss means
 * @param receivers where receivers run
 * @param rates how much they may take
 */
record LoopInput(
    Inputs inputs,
    BlockTable blocks,
    DirectoryScans scans,
    RecoveredInput recovery,
    Losses losses,
    LostInput lost,
    ReceiverTracker receivers,
    RateControl rates) {}
