package dev.sluice.worker.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for the life of one job: made by the launcher, its key never written.
 * Issues certificates that name {@link TlsMaterial#PEER_NAME}; EC P-256.
 */
public final class JobAuthority {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final X500Name subject;
  private final KeyPair keys;
  private final Instant now;
  private final Duration validity;
  private final X509CertificateHolder self;

  private JobAuthority(
      X500Name subject, KeyPair keys, Instant now, Duration validity, X509CertificateHolder self) {
    this.subject = subject;
    this.keys = keys;
    this.now = now;
    this.validity = validity;
    this.self = self;
  }

  /**
   * Makes an authority.
   *
   * @param jobUid becomes part of its name
   * @param validity of its certificate and of those that it issues
   */
  public static JobAuthority create(String jobUid, Instant now, Duration validity) {
    requireNonNull(jobUid, "jobUid is null");
    if (validity.isZero() || validity.isNegative()) {
      throw new IllegalArgumentException("validity must be positive: " + validity);
    }
    try {
      X500Name subject =
          new X500NameBuilder()
              .addRDN(BCStyle.O, "sluice")
              .addRDN(BCStyle.CN, "authority of job " + jobUid)
              .build();
      KeyPair keys = newKeys();
      X509v3CertificateBuilder builder = certificate(subject, now, validity, subject, keys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new JobAuthority(subject, keys, now, validity, sign(builder, keys));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot make a job authority: " + e.getMessage(), e);
    }
  }

  /**
   * Issues a certificate and writes it with its key and the authority's certificate, readable by
   * their owner only: {@code ca.crt}, {@code tls.crt}, {@code tls.key}.
   *
   * @param directory made if absent
   * @throws SecurityFileException when a file cannot be written
   */
  public void issue(Path directory) {
    try {
      KeyPair peer = newKeys();
      Files.createDirectories(directory, OWNER_DIRECTORY);
      write(directory.resolve(TlsMaterial.CA_FILE), "CERTIFICATE", self.getEncoded());
      write(
          directory.resolve(TlsMaterial.CERTIFICATE_FILE),
          "CERTIFICATE",
          peerCertificate(peer).getEncoded());
      write(directory.resolve(TlsMaterial.KEY_FILE), "PRIVATE KEY", peer.getPrivate().getEncoded());
    } catch (IOException e) {
      throw new SecurityFileException("cannot write certificates to " + directory, e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot issue a certificate: " + e.getMessage(), e);
    }
  }

  private X509CertificateHolder peerCertificate(KeyPair peer)
      throws OperatorCreationException, CertIOException {
    X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, TlsMaterial.PEER_NAME).build();
    X509v3CertificateBuilder builder = certificate(subject, now, validity, name, peer);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, TlsMaterial.PEER_NAME)));
    return sign(builder, keys);
  }

  private static X509v3CertificateBuilder certificate(
      X500Name issuer, Instant now, Duration validity, X500Name subject, KeyPair keys) {
    return new X509v3CertificateBuilder(
        issuer,
        new BigInteger(128, RANDOM),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(validity)),
        subject,
        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
  }

  private static X509CertificateHolder sign(X509v3CertificateBuilder builder, KeyPair issuer)
      throws OperatorCreationException {
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  private static void write(Path file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.deleteIfExists(file);
    Files.createFile(file, OWNER_FILE);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type), US_ASCII);
  }
}
