package dev.sluice.jdbc;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Sets the parameters of a statement from a record.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface JdbcBinder<T> extends Serializable {
  /**
   * Sets all parameters.
   *
   * @param statement the statement
   * @param record the record
   * @throws SQLException if a value does not fit
   */
  void bind(PreparedStatement statement, T record) throws SQLException;
}
