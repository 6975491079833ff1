package dev.sluice.operator.reconcile;

import dev.sluice.crds.StreamingJob;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs that the operator's watch has brought; none before it works. Thread-safe. */
@Singleton
public class KnownJobs {
  private volatile @Nullable Cache<StreamingJob> jobs;

  void use(Cache<StreamingJob> cache) {
    jobs = cache;
  }

  boolean contains(ResourceID job) {
    Cache<StreamingJob> known = jobs;
    return known != null && known.contains(job);
  }

  /** Returns the jobs as the cache has them now. */
  public List<StreamingJob> list() {
    Cache<StreamingJob> known = jobs;
    return known == null ? List.of() : known.list().toList();
  }
}
