package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.writeahead.SegmentCleaner;
import dev.sluice.worker.writeahead.SegmentReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a driver finds in the write-ahead log of received blocks when it begins. */
final class LoggedInput {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedInput.class);

  private LoggedInput() {}

  /**
   * Notes where the blocks are that the restored checkpoint does not cover; reads the store.
   *
   * @param inputs restored, and before any batch is replayed
   * @return what removes the log's segments
   */
  static SegmentCleaner find(ObjectStore store, Inputs inputs, BlockTable blocks) {
    var written = new SegmentReader(store).contents();
    written.notices().forEach(notice -> LOG.warn("{}", notice));
    inputs.unread(written.blocks()).forEach(found -> blocks.logged(found.info(), found.range()));
    return new SegmentCleaner(store, written);
  }
}
