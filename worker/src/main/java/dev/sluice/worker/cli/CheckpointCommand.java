package dev.sluice.worker.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.export.CheckpointDetails;
import dev.sluice.worker.export.CheckpointList;
import dev.sluice.worker.export.CheckpointVerification;
import dev.sluice.worker.export.StateNotFoundException;
import dev.sluice.worker.export.StateText;
import dev.sluice.worker.launch.ExitCode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice checkpoint}: what a job has left in the store. */
@Command(
    name = "checkpoint",
    description =
        "Reads a job's checkpoints, without the job's program and without taking the job over.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CheckpointCommand {
  private static final String JSON = "write one JSON document";
  private static final String ID = "number of the checkpoint (default: the newest that counts)";

  private final OutputStream out;

  CheckpointCommand() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  CheckpointCommand(OutputStream out) {
    this.out = out;
  }

  @Command(
      name = "ls",
      description = "Lists the checkpoints, the newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin StoreArguments arguments, @Option(names = "--json", description = JSON) boolean json)
      throws IOException {
    try (var store = arguments.open()) {
      var list = CheckpointList.of(CheckpointCatalog.read(store));
      print(json, list, list.text());
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "show",
      description =
          "Shows a checkpoint: its operators' state, the positions of its sources, and what the log has after it.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin StoreArguments arguments,
      @Option(names = "--id", paramLabel = "NUMBER", description = ID) @Nullable Long id,
      @Option(names = "--json", description = JSON) boolean json)
      throws IOException {
    try (var store = arguments.open()) {
      var catalog = CheckpointCatalog.read(store);
      var details = CheckpointDetails.of(catalog, choose(catalog, id));
      print(json, details, details.text());
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "verify",
      description =
          "Reads all checkpoints and the log and says what is missing or damaged. Exit code 0: all is intact; 1: something is damaged; 66: and no checkpoint can be restored.",
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin StoreArguments arguments, @Option(names = "--json", description = JSON) boolean json)
      throws IOException {
    try (var store = arguments.open()) {
      var result = CheckpointVerification.of(store, CheckpointCatalog.read(store));
      print(json, result, result.text());
      if (!result.restorable()) {
        throw result.checkpoints().isEmpty()
            ? StateNotFoundException.noCheckpoint()
            : StateNotFoundException.noneIntact();
      }
      return result.intact() ? ExitCode.DONE : ExitCode.JOB_FAILED;
    }
  }

  @Command(
      name = "export",
      description =
          "Writes the keyed state of a checkpoint to standard output, as value<TAB>key lines in order of the keys' bytes.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin StoreArguments arguments,
      @Option(names = "--id", paramLabel = "NUMBER", description = ID) @Nullable Long id,
      @Option(
              names = "--uid",
              paramLabel = "UID",
              description = "which state, if there are several")
          @Nullable String uid)
      throws IOException {
    var buffered = new BufferedOutputStream(out);
    try (var store = arguments.open()) {
      if (id == null) {
        StateText.write(store, Optional.ofNullable(uid), buffered);
      } else {
        var manifest = choose(CheckpointCatalog.read(store), id);
        StateText.write(store, manifest, Optional.ofNullable(uid), buffered);
      }
    }
    buffered.flush();
    return ExitCode.DONE;
  }

  private static Manifest choose(CheckpointCatalog catalog, @Nullable Long id) {
    if (id == null) {
      return catalog.newest().orElseThrow(StateNotFoundException::noCheckpoint);
    }
    var entry =
        catalog
            .find(id)
            .orElseThrow(
                () ->
                    StateNotFoundException.noCheckpoint(
                        id, "`sluice checkpoint ls` shows which there are"));
    return entry
        .manifest()
        .orElseThrow(
            () ->
                StateNotFoundException.noCheckpoint(
                    id, "its manifest cannot be read: " + entry.problem().orElse("")));
  }

  private void print(boolean asJson, Object value, String text) throws IOException {
    out.write(asJson ? json(value) : text.getBytes(StandardCharsets.UTF_8));
    if (asJson) {
      out.write('\n');
    }
    out.flush();
  }

  private static byte[] json(Object value) throws IOException {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build()
        .writeValueAsBytes(value);
  }
}
