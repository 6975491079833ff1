package dev.sluice.worker.cli;

import dev.sluice.worker.node.WorkerRole;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what a worker does. */
final class WorkerRoleConverter implements ITypeConverter<WorkerRole> {
  @Override
  public WorkerRole convert(String text) {
    return Arrays.stream(WorkerRole.values())
        .filter(role -> role.word().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is not one of executor, receiver"));
  }
}
