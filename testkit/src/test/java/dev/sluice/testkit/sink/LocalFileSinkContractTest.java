package dev.sluice.testkit.sink;

import dev.sluice.format.FileFormats;
import dev.sluice.sink.TwoPhaseSink;
import dev.sluice.testkit.TwoPhaseSinkContract;
import dev.sluice.worker.sink.FileSink;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.S3Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Text files in a directory of this machine. */
@Timeout(60)
class LocalFileSinkContractTest extends TwoPhaseSinkContract<Object> {
  @TempDir private Path directory;
  private final JobFiles files = new JobFiles(S3Access.NONE);

  @AfterEach
  void close() {
    files.close();
  }

  @Override
  protected TwoPhaseSink<Object> sink() {
    return new FileSink(
        directory.resolve("lines").toString(), "txt", true, FileFormats.anyAsText(), files);
  }

  @Override
  protected String record(int number) {
    return "line " + number;
  }

  @Override
  protected Collection<Object> shown() throws IOException {
    var lines = new ArrayList<Object>();
    for (var file : files("lines-*.txt/part-*")) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  @Override
  protected long hidden() throws IOException {
    return files("lines-*.txt/_temporary/*/part-*").size();
  }

  private List<Path> files(String pattern) throws IOException {
    var matching = directory.getFileSystem().getPathMatcher("glob:" + directory + "/" + pattern);
    try (var all = Files.walk(directory)) {
      return all.filter(matching::matches).toList();
    }
  }
}
