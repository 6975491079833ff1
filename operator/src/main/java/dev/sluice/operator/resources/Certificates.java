package dev.sluice.operator.resources;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the mutual-TLS material of one job: its own authority, whose key is thrown away, and one
 * certificate for the name {@value #SERVER_NAME} that all its processes share.
 */
public final class Certificates {
  /** DNS name in the certificate, which peers check. */
  public static final String SERVER_NAME = "sluice-job";

  private static final Duration SKEW = Duration.ofHours(1);
  private static final String SIGNATURE = "SHA256withECDSA";

  private Certificates() {}

  /**
   * Returns the files by name: {@code ca.crt}, {@code tls.crt} and {@code tls.key}, all PEM.
   *
   * @param now when they begin to be valid, for peers whose clock is up to an hour late too
   * @param expiry when they expire
   */
  public static Map<String, String> create(Instant now, Instant expiry) {
    try {
      var random = new SecureRandom();
      KeyPair authorityKey = keyPair(random);
      X509Certificate authority = authority(authorityKey, random, now, expiry);
      KeyPair key = keyPair(random);
      X509Certificate certificate = certificate(authority, authorityKey, key, random, now, expiry);
      return Map.of(
          "ca.crt", pem(authority),
          "tls.crt", pem(certificate),
          "tls.key", pem(new JcaPKCS8Generator(key.getPrivate(), null)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot make the job's certificate: " + e.getMessage(), e);
    }
  }

  private static X509Certificate authority(
      KeyPair key, SecureRandom random, Instant now, Instant expiry)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    BigInteger number = serial(random);
    var name = new X500Name("CN=sluice-job-authority-" + number.toString(Character.MAX_RADIX));
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name, number, from(now), Date.from(expiry), name, key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return sign(builder, key);
  }

  private static X509Certificate certificate(
      X509Certificate authority,
      KeyPair authorityKey,
      KeyPair key,
      SecureRandom random,
      Instant now,
      Instant expiry)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            authority,
            serial(random),
            from(now),
            Date.from(expiry),
            new X500Name("CN=" + SERVER_NAME),
            key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, SERVER_NAME)));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    return sign(builder, authorityKey);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key.getPrivate())));
  }

  private static KeyPair keyPair(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(120, random).add(BigInteger.ONE);
  }

  private static Date from(Instant now) {
    return Date.from(now.minus(SKEW));
  }

  private static String pem(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
