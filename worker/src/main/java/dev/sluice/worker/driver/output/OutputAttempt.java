package dev.sluice.worker.driver.output;

import dev.sluice.worker.driver.workers.HeldPiece;
import java.util.List;
import java.util.Set;

/**
 * One attempt to release the output of a batch.
 *
 * @param index index of the batch
 * @param timeMillis time of the batch
 * @param generation the generation that computed it
 * @param fromOutput the first output operation that an earlier attempt has not completed
 * @param pieces what the executors gave
 * @param absentOutputs the output operations whose stream has no data set in the batch
 */
public record OutputAttempt(
    long index,
    long timeMillis,
    long generation,
    int fromOutput,
    List<HeldPiece> pieces,
    Set<Integer> absentOutputs) {
  /** Copies the collections. */
  public OutputAttempt {
    pieces = List.copyOf(pieces);
    absentOutputs = Set.copyOf(absentOutputs);
  }

  /** The pieces of one output operation, in order of branch and partition. */
  public List<HeldPiece> piecesOf(int output) {
    return pieces.stream()
        .filter(piece -> piece.piece().getOutput() == output)
        .sorted(
            (left, right) -> {
              var order = Integer.compare(left.piece().getBranch(), right.piece().getBranch());
              return order != 0
                  ? order
                  : Integer.compare(left.piece().getPartition(), right.piece().getPartition());
            })
        .toList();
  }
}
