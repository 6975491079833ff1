package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.S3Location;
import dev.sluice.worker.storage.StoreLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deletes what revisions have left that worked beside a job and were not wanted (upgrade mode
 * BlueGreen). A job that was such a revision itself finds the others beside it. Blocks on the
 * store; thread-safe.
 *
 * @see Branches
 */
public final class BranchRemoval {
  private static final Pattern BRANCH = Pattern.compile("(|.*/)revisions/([^/]+)");

  private final StoreLocation own;

  /** Makes it for the job whose log and checkpoints are at a location. */
  public BranchRemoval(StoreLocation own) {
    this.own = own;
  }

  /**
   * Deletes all that a branch has; does nothing if there is none of this name.
   *
   * @throws IllegalArgumentException if the job works there
   */
  public void delete(String name) {
    Matcher branch = BRANCH.matcher(path());
    if (branch.matches() && branch.group(2).equals(name)) {
      throw new IllegalArgumentException("revisions/" + name + " is where the job works");
    }
    deleteBelow(own, name);
    if (branch.matches()) {
      at(branch.group(1)).ifPresent(root -> deleteBelow(root, name));
    }
  }

  private static void deleteBelow(StoreLocation root, String name) {
    try (ObjectStore store = ObjectStores.open(root)) {
      List<String> keys = store.list("revisions/" + name + "/", "");
      store.delete(keys);
    }
  }

  private String path() {
    if (own instanceof S3Location s3) {
      return s3.prefix();
    }
    return own instanceof FileLocation file ? file.directory().toString() : "";
  }

  private Optional<StoreLocation> at(String path) {
    if (own instanceof S3Location s3) {
      return Optional.of(
          new S3Location(s3.settings(), s3.bucket(), path, s3.accessKey(), s3.secretKey()));
    }
    return own instanceof FileLocation
        ? Optional.of(new FileLocation(Path.of(path)))
        : Optional.empty();
  }
}
