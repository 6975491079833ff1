package dev.sluice.format;

/**
 * A format that can be read and written. {@link FileFormats} has those that come with Sluice; a job
 * may implement its own, and a {@link FileFormatProvider} gives one a name.
 *
 * @param <T> type of the records
 */
public interface FileFormat<T> extends InputFormat<T>, OutputFormat<T> {}
