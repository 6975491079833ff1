package dev.sluice.worker.executor;

import static java.util.Objects.requireNonNull;

import dev.sluice.format.InputFormat;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.codec.RecordReader;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.executor.operator.RecordTarget;
import dev.sluice.worker.format.Formats;
import dev.sluice.worker.plan.SourceSpec;
import dev.sluice.worker.storage.JobFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of a source task. Thread-safe; blocks while a block is fetched. */
final class SourceReader {
  private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

  private final BlockSource blocks;
  private final RecordFormat format;
  private final HeldPartitions held;
  private final DataSetStore dataSets;
  private final JobFiles files;

  /** How the files of each source are read, by its index; null for other sources. */
  private final List<@Nullable InputFormat<?>> formats;

  SourceReader(ExecutorContext context, List<SourceSpec> sources) {
    this.blocks = context.blocks();
    this.format = context.format();
    this.held = context.held();
    this.dataSets = context.dataSets();
    this.files = context.files();
    var formats = new ArrayList<@Nullable InputFormat<?>>();
    for (var source : sources) {
      var given = source.format();
      formats.add(given == null ? null : Formats.resolve(given, context.jobClasses()));
    }
    this.formats = Collections.unmodifiableList(formats);
  }

  /** Pushes each record of a task, in order, and returns how many there were. */
  long read(SourceTask task, RecordTarget target) {
    return switch (task.getInputCase()) {
      case BLOCK -> readBlock(task, target);
      case FILE -> readFile(task, target);
      case RECORDS -> readEncoded(task.getRecords().toByteArray(), target);
      case HELD -> {
        var records = held.get(task.getHeld());
        target.acceptAll(records);
        yield records.size();
      }
      case DATA_SET -> readEncoded(dataSets.get(task.getDataSet()), target);
      case INPUT_NOT_SET -> 0;
    };
  }

  private long readFile(SourceTask task, RecordTarget target) {
    var part = new FilePart(task.getFile(), files);
    var reader = requireNonNull(formats.get(task.getSource()), "the source has no file format");
    var count = new long[1];
    try {
      reader.read(
          part,
          record -> {
            count[0]++;
            target.accept(record);
          });
    } catch (NoSuchFileException e) {
      LOG.warn(
          "{} is gone and counts as empty; {} of its records were read", e.getFile(), count[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the file " + part.path() + ": " + e.getMessage(), e);
    }
    return count[0];
  }

  private long readBlock(SourceTask task, RecordTarget target) {
    var id = task.getBlock().getId();
    var content = blocks.read(WireBlocks.fromWire(id), task.getBlock());
    if (content instanceof BlockContent.Objects objects) {
      target.acceptAll(objects.items());
    } else if (content instanceof BlockContent.Encoded encoded) {
      for (var chunk : encoded.chunks()) {
        readEncoded(chunk.bytes(), target);
      }
    }
    return content.records();
  }

  @SuppressWarnings(
      "NullAway") // a program's function may give null, and it travels like any record
  private long readEncoded(byte[] records, RecordTarget target) {
    RecordReader reader = format.newReader();
    reader.reset(records, 0, records.length);
    var count = 0L;
    while (reader.hasNext()) {
      target.accept(reader.next());
      count++;
    }
    return count;
  }
}
