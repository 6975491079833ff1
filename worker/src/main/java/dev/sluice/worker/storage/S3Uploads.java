package dev.sluice.worker.storage;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.UploadPartArgs;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Objects that are uploaded and not shown: multipart uploads that are completed later, by anybody
 * who knows the upload's number and the tags of its parts. Thread-safe; blocks.
 */
final class S3Uploads {
  /** All parts but the last need 5 MiB; 10,000 of these are an object of 156 GiB. */
  private static final int PART_BYTES = 16 << 20;

  /** Ends what is staged if a request to begin may have begun an upload whose number is unknown. */
  private static final String OTHERS = "?";

  private final S3Location location;
  private final S3Failures failures;
  private final MinioAsyncClient client;
  private final Retry retry;

  S3Uploads(S3Location location, MinioAsyncClient client, Retry retry) {
    this.location = location;
    this.failures = new S3Failures(location);
    this.client = client;
    this.retry = retry;
  }

  /** Uploads an object; returns the upload's number and the tags of its parts. */
  String stage(String key, SpillingOutput content) throws IOException {
    var request = CreateMultipartUploadArgs.builder().bucket(location.bucket()).object(key).build();
    var attempts = new AtomicInteger();
    var begun =
        call(
            "begin",
            key,
            () -> {
              attempts.incrementAndGet();
              return client.createMultipartUpload(request).join();
            });
    var upload = begun.result().uploadId();
    var staged = new StringBuilder(upload);
    try (var bytes = content.content()) {
      var number = 1;
      var part = bytes.readNBytes(PART_BYTES);
      do {
        staged.append(' ').append(uploadPart(key, upload, number++, part));
        part = bytes.readNBytes(PART_BYTES);
      } while (part.length > 0);
    }
    if (attempts.get() > 1) {
      staged.append(' ').append(OTHERS);
    }
    return staged.toString();
  }

  private String uploadPart(String key, String upload, int number, byte[] bytes) {
    var request =
        UploadPartArgs.builder()
            .bucket(location.bucket())
            .object(key)
            .uploadId(upload)
            .partNumber(number)
            .data(bytes, bytes.length)
            .build();
    return call("write", key, () -> client.uploadPart(request).join()).part().etag();
  }

  /**
   * Shows objects, many at a time, and gives up uploads of their keys that nobody knows.
   *
   * @param staged what {@link #stage} gave, by key
   * @return the keys whose uploads are not there: shown before, or aborted
   */
  List<String> complete(Map<String, String> staged) {
    var begun = new ArrayList<Completion>();
    staged.forEach(
        (key, upload) ->
            begun.add(new Completion(key, upload, new ArrayDeque<>(List.of(send(key, upload))))));
    var unknown = new ArrayList<String>();
    for (var completion : begun) {
      try {
        var unused = call("complete", completion.key(), () -> await(completion));
      } catch (ObjectNotFoundException e) {
        unknown.add(completion.key());
      }
      if (completion.upload().endsWith(OTHERS)) {
        abort(completion.key(), completion.key()::equals);
      }
    }
    return unknown;
  }

  private record Completion(
      String key, String upload, Deque<CompletableFuture<ObjectWriteResponse>> answer) {}

  /** Waits for the first request, or sends another one if that has failed. */
  private ObjectWriteResponse await(Completion completion) {
    var first = completion.answer().poll();
    return (first == null ? send(completion.key(), completion.upload()) : first).join();
  }

  private CompletableFuture<ObjectWriteResponse> send(String key, String staged) {
    var words = Stream.of(staged.split(" ", -1)).filter(Predicate.not(OTHERS::equals)).toList();
    var parts =
        IntStream.range(1, words.size())
            .mapToObj(number -> new Part(number, words.get(number)))
            .toArray(Part[]::new);
    return client.completeMultipartUpload(
        CompleteMultipartUploadArgs.builder()
            .bucket(location.bucket())
            .object(key)
            .uploadId(words.get(0))
            .parts(parts)
            .maxRetries(0)
            .build());
  }

  /** Gives up all uploads of keys with a prefix. */
  void abort(String prefix) {
    abort(prefix, key -> key.startsWith(prefix));
  }

  private void abort(String prefix, Predicate<String> isMeant) {
    ListMultipartUploadsResult page = null;
    do {
      var request =
          ListMultipartUploadsArgs.builder()
              .bucket(location.bucket())
              .prefix(prefix)
              .keyMarker(page == null ? null : page.nextKeyMarker())
              .uploadIdMarker(page == null ? null : page.nextUploadIdMarker())
              .build();
      page =
          call("list uploads of", prefix, () -> client.listMultipartUploads(request).join())
              .result();
      for (var upload : page.uploads()) {
        if (isMeant.test(upload.objectName())) {
          abort(upload.objectName(), upload.uploadId());
        }
      }
    } while (page.isTruncated());
  }

  private void abort(String key, String upload) {
    var request =
        AbortMultipartUploadArgs.builder()
            .bucket(location.bucket())
            .object(key)
            .uploadId(upload)
            .build();
    try {
      var unused = call("abort", key, () -> client.abortMultipartUpload(request).join());
    } catch (ObjectNotFoundException e) {
      // Completed or aborted by another driver meanwhile.
    }
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
