package dev.sluice.worker.storage;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;

/** The objects of one bucket as files: a slash in a key is between a directory and its entry. */
final class S3Files implements FileTree {
  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final int MOST_KEYS = 1000;

  private final S3Location location;
  private final S3Failures failures;
  private final OkHttpClient http;
  private final MinioAsyncClient client;
  private final Retry retry = new Retry(ATTEMPTS, FIRST_PAUSE);
  private final S3Uploads uploads;

  S3Files(S3Location location) {
    this(location, S3Client.http());
  }

  S3Files(S3Location location, OkHttpClient http) {
    this.http = http;
    this.location = location;
    this.failures = new S3Failures(location);
    this.client = S3Client.s3(location, http);
    this.uploads = new S3Uploads(location, client, retry);
  }

  @Override
  public List<StoredFile> list(String pattern) {
    var files = new ArrayList<StoredFile>();
    for (var directory : directories(S3Path.of(pattern).key())) {
      for (var page : pages(directory)) {
        for (var object : page.contents()) {
          // A key that ends with a slash is a directory's own entry.
          if (!object.objectName().endsWith("/")) {
            files.add(
                new StoredFile(
                    "s3://" + location.bucket() + "/" + object.objectName(),
                    object.lastModified().toInstant().toEpochMilli(),
                    object.size()));
          }
        }
      }
    }
    return files;
  }

  @Override
  public void requireWritable(String prefix) throws IOException {
    requireBucket();
  }

  @Override
  public boolean probe(String pattern) throws IOException {
    requireBucket();
    var directories = directories(S3Path.of(pattern).key());
    for (var directory : directories) {
      var first = page(directory, "");
      if (!first.contents().isEmpty() || !first.commonPrefixes().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void requireBucket() throws IOException {
    var bucket = BucketExistsArgs.builder().bucket(location.bucket()).build();
    boolean exists =
        call("look up bucket", location.bucket(), () -> client.bucketExists(bucket).join());
    if (!exists) {
      throw new IOException(
          "bucket '%s' does not exist at %s: create it or correct the name"
              .formatted(location.bucket(), location.settings().endpoint()));
    }
  }

  private List<String> directories(String key) {
    var found = List.of("");
    for (var segment : key.split("/", -1)) {
      if (segment.isEmpty()) {
        continue;
      }
      if (!Glob.isPattern(segment)) {
        found = found.stream().map(directory -> directory + segment + "/").toList();
        continue;
      }
      var glob = Glob.of(segment);
      var next = new ArrayList<String>();
      for (var directory : found) {
        for (var page : pages(directory)) {
          for (var child : page.commonPrefixes()) {
            var name = child.toItem().objectName();
            if (glob.matches(name.substring(directory.length(), name.length() - 1))) {
              next.add(name);
            }
          }
        }
      }
      found = next;
    }
    return found;
  }

  private List<ListBucketResultV2> pages(String directory) {
    var pages = new ArrayList<ListBucketResultV2>();
    var token = "";
    do {
      var page = page(directory, token);
      pages.add(page);
      token =
          page.isTruncated() && page.nextContinuationToken() != null
              ? page.nextContinuationToken()
              : "";
    } while (!token.isEmpty());
    return pages;
  }

  private ListBucketResultV2 page(String directory, String token) {
    var request =
        ListObjectsV2Args.builder()
            .bucket(location.bucket())
            .prefix(directory)
            .delimiter("/")
            .maxKeys(MOST_KEYS);
    if (!token.isEmpty()) {
      request.continuationToken(token);
    }
    var page = request.build();
    return call("list", directory, () -> client.listObjectsV2(page).join().result());
  }

  @Override
  public Optional<StoredFile> file(String path) {
    var key = S3Path.of(path).key();
    if (key.isEmpty() || key.endsWith("/")) {
      return Optional.empty();
    }
    var request = HeadObjectArgs.builder().bucket(location.bucket()).object(key).build();
    try {
      var head = call("look up", key, () -> client.headObject(request).join());
      return Optional.of(
          new StoredFile(
              "s3://" + location.bucket() + "/" + key,
              head.lastModified().toInstant().toEpochMilli(),
              head.size()));
    } catch (ObjectNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(String path, long position, long end) {
    return new RangedInput(S3Path.of(path).key(), position, end, this::range);
  }

  private byte[] range(String key, long offset, int length) throws IOException {
    var request =
        GetObjectArgs.builder()
            .bucket(location.bucket())
            .object(key)
            .offset(offset)
            .length((long) length)
            .build();
    try {
      return call(
          "read",
          key,
          () -> {
            try (var response = client.getObject(request).join()) {
              return response.readAllBytes();
            } catch (IOException e) {
              throw new CompletionException(e);
            }
          });
    } catch (ObjectNotFoundException e) {
      throw new NoSuchFileException("s3://" + location.bucket() + "/" + key);
    }
  }

  @Override
  public void publish(String path, SpillingOutput content) throws IOException {
    var key = S3Path.of(path).key();
    var file = content.file();
    content.flush();
    if (file.isEmpty()) {
      var bytes = content.inMemory();
      var request =
          PutObjectAPIArgs.builder()
              .bucket(location.bucket())
              .object(key)
              .data(bytes, bytes.length)
              .contentType("application/octet-stream")
              .build();
      call("write", key, () -> client.putObject(request).join());
      return;
    }
    try {
      var request =
          UploadObjectArgs.builder()
              .bucket(location.bucket())
              .object(key)
              .filename(file.get().toString())
              .build();
      call("write", key, () -> client.uploadObject(request).join());
    } catch (MinioException e) {
      throw new IOException("cannot write s3://" + location.bucket() + "/" + key, e);
    }
  }

  @Override
  public String stage(String path, String attempt, SpillingOutput content) throws IOException {
    return uploads.stage(S3Path.of(path).key(), content);
  }

  @Override
  public List<String> show(Map<String, String> staged) {
    var byKey = new HashMap<String, String>();
    staged.forEach((path, upload) -> byKey.put(S3Path.of(path).key(), upload));
    return uploads.complete(byKey).stream()
        .map(key -> "s3://" + location.bucket() + "/" + key)
        .filter(path -> file(path).isEmpty())
        .toList();
  }

  @Override
  public void discard(String directory) {
    uploads.abort(S3Path.of(directory).key() + "/");
  }

  private <T> T call(String action, String key, Supplier<T> request) {
    return retry.idempotent(
        () -> {
          try {
            return request.get();
          } catch (RuntimeException e) {
            throw failures.of(action, key, e);
          }
        });
  }

  @Override
  public void close() {
    retry.close();
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
