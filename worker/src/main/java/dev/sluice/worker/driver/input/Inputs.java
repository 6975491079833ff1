package dev.sluice.worker.driver.input;

import dev.sluice.graph.SourceNode;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.format.Formats;
import dev.sluice.worker.plan.PlannedJob;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.StoredFile;
import dev.sluice.worker.writeahead.LoggedBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All sources of a job, by uid in the order of the plan. Owned by the event loop. */
public final class Inputs {
  private final Map<String, Input> byUid = new LinkedHashMap<>();
  private Map<String, SourceProgress> progress = Map.of();

  /**
   * Makes the inputs of a job.
   *
   * @param job the planned job
   * @param files the numbers of file streams
   * @param jobClasses loads the program's classes
   * @throws IllegalArgumentException if there is no file format of a name
   */
  public static Inputs of(PlannedJob job, FileSettings files, ClassLoader jobClasses) {
    var inputs = new Inputs();
    var stream = 0;
    for (int i = 0; i < job.sources().size(); i++) {
      var node = job.sources().get(i);
      var uid = job.plan().sources().get(i).uid();
      if (node instanceof SourceNode.ReceiverSource) {
        inputs.byUid.put(uid, new ReceiverInput(stream++));
      } else if (node instanceof SourceNode.FileSource source) {
        inputs.byUid.put(uid, fileInput(source, files, jobClasses));
      } else if (node instanceof SourceNode.QueueSource queue) {
        inputs.byUid.put(uid, new QueueInput(queue));
      } else if (node instanceof SourceNode.GeneratedSource generated) {
        inputs.byUid.put(uid, new GeneratedInput(generated));
      } else if (job.plan().sources().get(i).once()) {
        inputs.byUid.put(uid, InitialInput.of(node));
      } else if (!(node instanceof SourceNode.CollectionSource
          || node instanceof SourceNode.DataFiles)) {
        throw new IllegalArgumentException(node.info() + " cannot be the input of a stream");
      }
    }
    inputs.progress = inputs.snapshot();
    return inputs;
  }

  private static FileInput fileInput(
      SourceNode.FileSource source, FileSettings files, ClassLoader jobClasses) {
    return new FileInput(
        new FileInput.Stream(
            new WatchedDirectory(source.directory(), source.filter()),
            Formats.resolve(source.format(), jobClasses),
            source.newFilesOnly(),
            source.createdMillis()),
        files.rememberMillis(),
        files.partBytes());
  }

  /**
   * The numbers of file streams.
   *
   * @param rememberMillis how long files are remembered
   * @param partBytes length of the part of a file that a task reads, at the most
   */
  public record FileSettings(long rememberMillis, long partBytes) {}

  /**
   * The job begins: the files that are there are told from those that appear. Blocks while
   * directories are listed; one that cannot be listed has no files yet.
   */
  public void begin(JobFiles files) {
    byUid.values().stream()
        .filter(FileInput.class::isInstance)
        .map(FileInput.class::cast)
        .filter(FileInput::leavesOutOldFiles)
        .forEach(input -> input.begin(new DirectoryScan(files, input.directory()).files(0)));
    progress = snapshot();
  }

  /**
   * The job was begun by a driver that left batches and no checkpoint.
   *
   * @param timeMillis when it began
   */
  public void begunAt(long timeMillis) {
    byUid.values().stream()
        .filter(FileInput.class::isInstance)
        .forEach(input -> ((FileInput) input).begunAt(timeMillis));
    progress = snapshot();
  }

  /**
   * Goes on from a checkpoint; call {@link #replay} for the batches after it. Progress of sources
   * that the program no longer has is forgotten.
   */
  public void restore(Map<String, SourceProgress> restored) {
    restored.forEach(
        (uid, point) -> {
          var input = byUid.get(uid);
          if (input != null) {
            input.restore(point);
          }
        });
    progress = snapshot();
  }

  /**
   * Finds the blocks of a write-ahead log that the restored checkpoint does not cover. Call it
   * after {@link #restore} and before {@link #replay}.
   *
   * @return those blocks under the numbers that their streams have in this program
   */
  public List<LoggedBlock> unread(List<LoggedBlock> logged) {
    var unread = new ArrayList<LoggedBlock>();
    for (var block : logged) {
      if (byUid.get(block.source()) instanceof ReceiverInput input) {
        var info = input.renumbered(block.info());
        if (!input.isRead(info.id())) {
          unread.add(new LoggedBlock(block.source(), info, block.range()));
        }
      }
    }
    return unread;
  }

  /** The composition of a batch under the numbers that streams have in this program. */
  public BatchComposition renumbered(BatchComposition batch) {
    var taken = new HashMap<>(batch.inputs());
    taken.replaceAll(
        (uid, part) ->
            part instanceof SourceInput.Blocks some && byUid.get(uid) instanceof ReceiverInput input
                ? new SourceInput.Blocks(some.blocks().stream().map(input::renumbered).toList())
                : part);
    return new BatchComposition(batch.index(), batch.timeMillis(), taken);
  }

  /** Takes note of a logged batch; returns how far the sources are read after it. */
  public Map<String, SourceProgress> replay(BatchComposition batch) {
    batch
        .inputs()
        .forEach(
            (uid, taken) -> {
              var input = byUid.get(uid);
              if (input != null) {
                input.apply(taken);
              }
            });
    return progressAfter(batch.inputs());
  }

  /**
   * Cuts a batch: takes what belongs into it from every source.
   *
   * @param files what scans found, by the uid of the source
   */
  public BatchComposition cut(long index, long timeMillis, Map<String, List<StoredFile>> files) {
    var taken = new HashMap<String, SourceInput>();
    byUid.forEach(
        (uid, input) -> {
          var part = input.allocate(timeMillis, files.getOrDefault(uid, List.of()));
          if (!isEmpty(part)) {
            taken.put(uid, part);
          }
        });
    return new BatchComposition(index, timeMillis, taken);
  }

  /** Returns how far the sources are read after the batch that was cut last. */
  public Map<String, SourceProgress> progressAfter(Map<String, SourceInput> taken) {
    if (!taken.isEmpty() || !directories().isEmpty()) {
      progress = snapshot();
    }
    return progress;
  }

  /** Returns the directories to scan before a batch is cut, by the uid of the source. */
  public Map<String, WatchedDirectory> directories() {
    var directories = new LinkedHashMap<String, WatchedDirectory>();
    byUid.forEach(
        (uid, input) -> {
          if (input instanceof FileInput files) {
            directories.put(uid, files.directory());
          }
        });
    return directories;
  }

  /** Returns the receiver streams, in order of their numbers. */
  public List<ReceiverInput> streams() {
    return byUid.values().stream()
        .filter(ReceiverInput.class::isInstance)
        .map(ReceiverInput.class::cast)
        .toList();
  }

  /** Returns a receiver stream by its number. */
  public Optional<ReceiverInput> stream(int number) {
    return streams().stream().filter(input -> input.stream() == number).findFirst();
  }

  /** Returns the source with a uid; empty if the program does not have it. */
  public Optional<Input> get(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  /** Returns the uid of a source. */
  public Optional<String> uidOf(Input input) {
    return byUid.entrySet().stream()
        .filter(entry -> entry.getValue() == input)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns whether something that was received waits for a batch. */
  public boolean hasWaiting() {
    return byUid.values().stream().anyMatch(Input::hasWaiting);
  }

  private Map<String, SourceProgress> snapshot() {
    var points = new HashMap<String, SourceProgress>();
    byUid.forEach((uid, input) -> points.put(uid, input.progress()));
    return Map.copyOf(points);
  }

  private static boolean isEmpty(SourceInput input) {
    if (input instanceof SourceInput.Blocks blocks) {
      return blocks.blocks().isEmpty();
    }
    if (input instanceof SourceInput.Files files) {
      return files.files().isEmpty();
    }
    return input instanceof SourceInput.Queue queue && queue.indices().isEmpty();
  }
}
