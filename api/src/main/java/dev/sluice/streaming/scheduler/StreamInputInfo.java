package dev.sluice.streaming.scheduler;

import java.util.Map;
import java.util.Optional;

/**
 * What an input stream gave to a batch.
 *
 * @param inputStreamId number of the input stream, in order of creation from 0
 * @param numRecords number of records; 0 for files, whose records are not known before they are
 *     read
 * @param metadata more about the input: {@code files} is the list of files of a file stream, {@link
 *     #METADATA_KEY_DESCRIPTION} a text to be shown
 */
public record StreamInputInfo(int inputStreamId, long numRecords, Map<String, Object> metadata) {
  /**
   * Key of the number of records, a {@code Long}, that a receiver had stored and that are lost: the
   * batch goes without them, and {@link #numRecords} does not count them.
   */
  public static final String METADATA_KEY_LOST_RECORDS = "LostRecords";

  /** Key of the number of blocks, a {@code Long}, that are lost, of known content or not. */
  public static final String METADATA_KEY_LOST_BLOCKS = "LostBlocks";

  /** Key of the text to be shown. */
  public static final String METADATA_KEY_DESCRIPTION = "Description";

  /** Copies the map. */
  public StreamInputInfo {
    metadata = Map.copyOf(metadata);
    if (numRecords < 0) {
      throw new IllegalArgumentException("number of records is negative: " + numRecords);
    }
  }

  /**
   * Makes the info of an input of which only the number of records is known.
   *
   * @param inputStreamId number of the input stream
   * @param numRecords number of records
   */
  public StreamInputInfo(int inputStreamId, long numRecords) {
    this(inputStreamId, numRecords, Map.of());
  }

  /** {@return the text to be shown, if there is one} */
  public Optional<String> metadataDescription() {
    return Optional.ofNullable(metadata.get(METADATA_KEY_DESCRIPTION)).map(Object::toString);
  }
}
