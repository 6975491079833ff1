package dev.sluice.worker.storage;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the S3 client throws into failures with a kind, a cause and a remedy. */
final class S3Failures {
  private final S3Location location;

  S3Failures(S3Location location) {
    this.location = location;
  }

  /** Returns whether the answer says that the key is taken. */
  static boolean isTaken(Throwable error) {
    return unwrap(error) instanceof ErrorResponseException answer
        && answer.response().code() == 412;
  }

  StoreException of(String action, String key, Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof ErrorResponseException answer) {
      return ofAnswer(action, key, answer);
    }
    if (cause instanceof ServerException server) {
      return ofStatus(action, key, server.statusCode(), "HTTP " + server.statusCode(), server);
    }
    if (cause instanceof InvalidResponseException) {
      // An answer, but not of an S3 server: a proxy between, or one that breaks down.
      return failed(
          StoreFailure.AMBIGUOUS,
          action,
          key,
          firstLine(cause),
          "check checkpoint.s3.endpoint and what is before the server",
          cause);
    }
    IOException connection = find(cause, IOException.class);
    if (connection != null) {
      return ofConnection(action, key, connection);
    }
    return failed(StoreFailure.INVALID, action, key, cause.toString(), "check its address", cause);
  }

  private StoreException ofAnswer(String action, String key, ErrorResponseException answer) {
    String code = String.valueOf(answer.errorResponse().code());
    return switch (code) {
      case "NoSuchKey", "NoSuchUpload" -> new ObjectNotFoundException(key);
      case "NoSuchBucket" ->
          new StoreException(
              StoreFailure.NO_BUCKET,
              "bucket '"
                  + location.bucket()
                  + "' does not exist at "
                  + location.settings().endpoint()
                  + "; create it or change checkpoint.location",
              answer);
      case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken" ->
          failed(
              StoreFailure.DENIED,
              action,
              key,
              code,
              "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights of that user",
              answer);
      case "RequestTimeTooSkewed" ->
          failed(StoreFailure.DENIED, action, key, code, "set the clock of this machine", answer);
      case "InvalidRange" ->
          failed(
              StoreFailure.INVALID, action, key, code, "the object ends before the range", answer);
      default -> ofStatus(action, key, answer.response().code(), code, answer);
    };
  }

  StoreException ofStatus(
      String action, String key, int status, String reason, @Nullable Throwable cause) {
    if (status == 503 || status == 429 || status == 409) {
      return failed(
          StoreFailure.UNAVAILABLE, action, key, reason, "it is overloaded, try again", cause);
    }
    if (status == 501) {
      return failed(StoreFailure.UNSUPPORTED, action, key, reason, "use another store", cause);
    }
    if (status >= 500 || status == 200) {
      // An answer that was begun before its outcome was known has the failure in its body.
      return failed(StoreFailure.AMBIGUOUS, action, key, reason, "look at its log", cause);
    }
    return failed(
        status == 403 ? StoreFailure.DENIED : StoreFailure.INVALID,
        action,
        key,
        reason + " (HTTP " + status + ")",
        "check checkpoint.location and checkpoint.s3",
        cause);
  }

  private StoreException ofConnection(String action, String key, IOException cause) {
    boolean neverSent =
        find(cause, ConnectException.class) != null
            || cause instanceof UnknownHostException
            || cause instanceof NoRouteToHostException
            || cause instanceof PortUnreachableException
            || cause instanceof SSLException;
    return failed(
        neverSent ? StoreFailure.UNAVAILABLE : StoreFailure.AMBIGUOUS,
        action,
        key,
        firstLine(cause),
        "check checkpoint.s3.endpoint and that the server runs",
        cause);
  }

  private StoreException failed(
      StoreFailure failure,
      String action,
      String key,
      String reason,
      String remedy,
      @Nullable Throwable cause) {
    return new StoreException(
        failure,
        "cannot " + action + " " + key + " in " + location + ": " + reason + "; " + remedy,
        cause);
  }

  private static String firstLine(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return message.lines().findFirst().orElse("");
  }

  private static Throwable unwrap(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
