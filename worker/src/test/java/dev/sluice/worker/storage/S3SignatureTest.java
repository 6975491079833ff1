package dev.sluice.worker.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SignatureTest {
  private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");

  private final S3Signature signature =
      new S3Signature(
          "us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  @Test
  void isTheOneOfTheExampleInAmazonsDocumentation() {
    assertThat(signed(TIME))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + " SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                + " Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void hasAnotherKeyEachDay() {
    var today = signed(TIME);
    var tomorrow = signed(TIME.plus(Duration.ofDays(1)));

    assertThat(tomorrow).contains("/20130525/").isNotEqualTo(today);
    assertThat(signed(TIME)).isEqualTo(today);
  }

  private String signed(Instant time) {
    var headers =
        Map.of(
            "date", "Fri, 24 May 2013 00:00:00 GMT",
            "host", "examplebucket.s3.amazonaws.com",
            "x-amz-storage-class", "REDUCED_REDUNDANCY");
    return requireNonNull(
        signature
            .sign("/test%24file.text", headers, "Welcome to Amazon S3.".getBytes(UTF_8), time)
            .get("authorization"));
  }
}
