package dev.sluice.bench.workload;

import java.util.Optional;

/** Every word of every line that was emitted is counted exactly once. */
public record WordGoal() implements Goal {
  @Override
  public String unit() {
    return "lines";
  }

  @Override
  public long progress() {
    return Tally.wordsCounted() / Lines.WORDS_A_LINE;
  }

  @Override
  public boolean isDrained() {
    return Tally.wordsCounted() == Tally.emitted() * Lines.WORDS_A_LINE;
  }

  @Override
  public Optional<String> problem() {
    return Recount.problem();
  }
}
