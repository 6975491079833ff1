package dev.sluice.operator.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Map<String, String> FILES = Certificates.create(NOW, NOW.plus(DAY));

  @Test
  void certificateIsForTheJobsNameAndSignedByItsAuthority() throws GeneralSecurityException {
    X509Certificate authority = certificate("ca.crt");
    X509Certificate certificate = certificate("tls.crt");

    assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "sluice-job"));
    assertThatCode(() -> certificate.verify(authority.getPublicKey())).doesNotThrowAnyException();
    assertThatCode(() -> certificate.checkValidity(Date.from(NOW))).doesNotThrowAnyException();
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void expiresWhenItIsSaidToAndItsAuthorityWithIt() throws GeneralSecurityException {
    for (String file : List.of("ca.crt", "tls.crt")) {
      assertThat(certificate(file).getNotAfter().toInstant()).isEqualTo(NOW.plus(DAY));
      assertThat(certificate(file).getNotBefore().toInstant()).isBefore(NOW);
    }
  }

  @Test
  void keyIsInPkcs8AndBelongsToTheCertificate() throws GeneralSecurityException {
    String pem = Objects.requireNonNull(FILES.get("tls.key"));
    assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----");
    byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();

    signature.initVerify(certificate("tls.crt"));
    signature.update(new byte[] {1, 2, 3});

    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void authorityOfAnotherJobDoesNotVouchForIt() throws GeneralSecurityException {
    X509Certificate other =
        parse(Objects.requireNonNull(Certificates.create(NOW, NOW.plus(DAY)).get("ca.crt")));

    assertThatThrownBy(() -> certificate("tls.crt").verify(other.getPublicKey()))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static X509Certificate certificate(String file) throws GeneralSecurityException {
    return parse(Objects.requireNonNull(FILES.get(file)));
  }

  private static X509Certificate parse(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
  }
}
