package dev.sluice.worker.storage;

import io.minio.DeleteObjectsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.messages.Contents;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;

/**
 * Objects in a bucket of an S3-compatible server. Each object is one PUT, so it appears whole. A
 * call makes at most four attempts with pauses between; create-if-absent is tried again only if the
 * attempt before it certainly had no effect.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final int MOST_KEYS = 1000;

  private final S3Location location;
  private final String prefix;
  private final S3Failures failures;
  private final OkHttpClient http;
  private final MinioAsyncClient client;
  private final S3Creation creation;
  private final Retry retry = new Retry(ATTEMPTS, FIRST_PAUSE);

  /** Opens a store without talking to the server; see {@link StoreProbe} for that. */
  public S3ObjectStore(S3Location location) {
    this.location = location;
    prefix = location.prefix().isEmpty() ? "" : location.prefix() + "/";
    failures = new S3Failures(location);
    http = S3Client.http();
    client = S3Client.s3(location, http);
    creation = new S3Creation(location);
  }

  @Override
  public boolean createIfAbsent(String key, byte[] content) {
    String path = pathOf(key);
    return retry.exact(
        () -> {
          int status;
          try {
            status = creation.create(path, content);
          } catch (IOException e) {
            throw failures.of("create", key, e);
          }
          if (status == HttpURLConnection.HTTP_PRECON_FAILED) {
            return false;
          }
          if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            throw failures.ofStatus("create", key, status, "HTTP " + status, null);
          }
          return status < HttpURLConnection.HTTP_MULT_CHOICE || createAgain(key, content);
        });
  }

  /** What was refused had no effect: the S3 client goes where it was sent, or says what it is. */
  private boolean createAgain(String key, byte[] content) {
    PutObjectAPIArgs request =
        putRequest(key, content).extraHeaders(new Http.Headers("If-None-Match", "*")).build();
    try {
      client.putObject(request).join();
      return true;
    } catch (CompletionException e) {
      if (S3Failures.isTaken(e)) {
        return false;
      }
      throw failures.of("create", key, e);
    } catch (Exception e) {
      throw failures.of("create", key, e);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    PutObjectAPIArgs request = putRequest(key, content).build();
    call("write", key, () -> client.putObject(request).join());
  }

  @Override
  public byte[] get(String key) {
    return read(key, GetObjectArgs.builder());
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    if (length == 0) {
      return new byte[0];
    }
    byte[] content = read(key, GetObjectArgs.builder().offset(offset).length((long) length));
    if (content.length != length) {
      throw new StoreException(
          StoreFailure.INVALID,
          key
              + " ends before the range: range="
              + offset
              + "+"
              + length
              + ", received="
              + content.length);
    }
    return content;
  }

  private byte[] read(String key, GetObjectArgs.Builder builder) {
    GetObjectArgs request = builder.bucket(location.bucket()).object(pathOf(key)).build();
    return call(
        "read",
        key,
        () -> {
          try (GetObjectResponse response = client.getObject(request).join()) {
            return response.readAllBytes();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  @Override
  public List<String> list(String prefixOfKeys, String startAfter) {
    StoreKeys.requirePrefix(prefixOfKeys);
    List<String> keys = new ArrayList<>();
    String after = startAfter.isEmpty() ? "" : prefix + startAfter;
    boolean more = true;
    while (more) {
      ListBucketResultV2 page = page(prefix + prefixOfKeys, after);
      for (Contents object : page.contents()) {
        after = object.objectName();
        keys.add(after.substring(prefix.length()));
      }
      more = page.isTruncated() && !page.contents().isEmpty();
    }
    return keys;
  }

  private ListBucketResultV2 page(String fullPrefix, String after) {
    ListObjectsV2Args.Builder request =
        ListObjectsV2Args.builder().bucket(location.bucket()).prefix(fullPrefix).maxKeys(MOST_KEYS);
    if (!after.isEmpty()) {
      request.startAfter(after);
    }
    ListObjectsV2Args page = request.build();
    return call("list", fullPrefix, () -> client.listObjectsV2(page).join().result());
  }

  @Override
  public void delete(Collection<String> keys) {
    List<DeleteRequest.Object> objects =
        keys.stream().map(key -> new DeleteRequest.Object(pathOf(key))).toList();
    for (int from = 0; from < objects.size(); from += MOST_KEYS) {
      DeleteObjectsArgs request =
          DeleteObjectsArgs.builder()
              .bucket(location.bucket())
              .quiet(true)
              .objects(objects.subList(from, Math.min(objects.size(), from + MOST_KEYS)))
              .build();
      List<DeleteResult.Error> errors =
          call("delete", "objects", () -> client.deleteObjects(request).join().result().errors());
      requireDeleted(errors);
    }
  }

  private void requireDeleted(List<DeleteResult.Error> errors) {
    for (DeleteResult.Error error : errors) {
      if (!"NoSuchKey".equals(error.code())) {
        throw new StoreException(
            "AccessDenied".equals(error.code()) ? StoreFailure.DENIED : StoreFailure.UNAVAILABLE,
            "cannot delete "
                + error.objectName()
                + " in "
                + location
                + ": "
                + error.code()
                + "; check the rights of the user");
      }
    }
  }

  @Override
  public boolean exists(String key) {
    HeadObjectArgs request =
        HeadObjectArgs.builder().bucket(location.bucket()).object(pathOf(key)).build();
    try {
      call("look up", key, () -> client.headObject(request).join());
      return true;
    } catch (ObjectNotFoundException e) {
      return false;
    }
  }

  @Override
  public void close() {
    retry.close();
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** Returns the location, without credentials. */
  @Override
  public String toString() {
    return location.toString();
  }

  private PutObjectAPIArgs.Builder putRequest(String key, byte[] content) {
    return PutObjectAPIArgs.builder()
        .bucket(location.bucket())
        .object(pathOf(key))
        .data(content, content.length)
        .contentType("application/octet-stream");
  }

  private String pathOf(String key) {
    return prefix + StoreKeys.require(key);
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
}
