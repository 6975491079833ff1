package dev.sluice.worker.driver.output;

import com.google.protobuf.ByteString;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans of actions as bytes; those that come with every batch are encoded once. Thread-safe. */
final class EncodedPlans {
  private static final int MOST = 200;

  private final Map<List<Object>, ByteString> byShape =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, ByteString> eldest) {
          return size() > MOST;
        }
      };

  ByteString of(Plan plan) {
    return PlanShape.of(plan).map(shape -> ofShape(shape, plan)).orElseGet(() -> encode(plan));
  }

  private synchronized ByteString ofShape(List<Object> shape, Plan plan) {
    return byShape.computeIfAbsent(shape, any -> encode(plan));
  }

  private static ByteString encode(Plan plan) {
    return ByteString.copyFrom(PlanCodec.encode(plan));
  }
}
