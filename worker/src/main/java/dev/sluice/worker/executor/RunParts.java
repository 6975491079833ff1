package dev.sluice.worker.executor;

import dev.sluice.worker.plan.Plan;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a plan's run and its part on each lane share.
 *
 * @param plan the plan, whose functions are not called
 * @param copies gives a lane a plan of its own
 * @param partlyRun the stages that run for restored places only while a batch is run again
 */
record RunParts(
    Plan plan,
    Supplier<Plan> copies,
    Assignment assignment,
    Set<Integer> partlyRun,
    ExecutorContext context,
    PlanStates states,
    RunOutputs outputs,
    SourceReader sources) {}
