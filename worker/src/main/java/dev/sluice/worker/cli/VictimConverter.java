package dev.sluice.worker.cli;

import dev.sluice.worker.launch.Role;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the role of a process to be killed. */
final class VictimConverter implements ITypeConverter<Role> {
  private static final List<Role> VICTIMS = List.of(Role.DRIVER, Role.EXECUTOR, Role.RECEIVER);

  @Override
  public Role convert(String text) {
    return VICTIMS.stream()
        .filter(role -> role.word().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is not one of driver, executor, receiver"));
  }
}
