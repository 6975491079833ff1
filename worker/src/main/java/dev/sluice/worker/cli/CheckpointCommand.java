package dev.sluice.worker.cli;

import picocli.CommandLine.Command;

/** {@code sluice checkpoint}: what a job has left in the store. */
@Command(
    name = "checkpoint",
    description = "Reads a job's checkpoints, without the job's program.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CheckpointCommand {}
