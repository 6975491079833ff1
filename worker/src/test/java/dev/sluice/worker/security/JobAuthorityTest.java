package dev.sluice.worker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobAuthorityTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;

  @Test
  void writesFilesThatOnlyTheirOwnerReads() throws Exception {
    JobAuthority.create("uid", Instant.now(), DAY).issue(directory);
    for (String name : new String[] {"ca.crt", "tls.crt", "tls.key"}) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void acceptsAPeerOfTheSameJobAndRefusesOneOfAnother() {
    JobAuthority authority = JobAuthority.create("uid", Instant.now(), DAY);
    TlsMaterial one = issued(authority, "one");
    TlsMaterial two = issued(authority, "two");
    TlsMaterial stranger = issued(JobAuthority.create("uid", Instant.now(), DAY), "stranger");

    assertThatCode(() -> one.trustManager().checkClientTrusted(chain(two), "EC"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> one.trustManager().checkServerTrusted(chain(stranger), "EC"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void refusesTheAuthorityItselfAsAPeerBecauseItLacksTheName() {
    TlsMaterial one = issued(JobAuthority.create("uid", Instant.now(), DAY), "one");
    X509Certificate[] authority = one.trustManager().getAcceptedIssuers();
    assertThatThrownBy(() -> one.trustManager().checkClientTrusted(authority, "EC"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void refusesAnExpiredCertificate() {
    Instant past = Instant.now().minus(Duration.ofDays(3));
    TlsMaterial old = issued(JobAuthority.create("uid", past, DAY), "old");
    assertThatThrownBy(() -> old.trustManager().checkClientTrusted(chain(old), "EC"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void namesTheFileThatIsMissingOrWrong() throws Exception {
    assertThatThrownBy(() -> TlsMaterial.load(directory))
        .isInstanceOf(SecurityFileException.class)
        .hasMessageContaining("tls.crt")
        .hasMessageContaining("SLUICE_TLS_DIRECTORY");

    JobAuthority.create("uid", Instant.now(), DAY).issue(directory);
    Files.writeString(directory.resolve("tls.key"), "nonsense");
    assertThatThrownBy(() -> TlsMaterial.load(directory)).hasMessageContaining("PKCS#8");
  }

  private TlsMaterial issued(JobAuthority authority, String name) {
    authority.issue(directory.resolve(name));
    return TlsMaterial.load(directory.resolve(name));
  }

  private static X509Certificate[] chain(TlsMaterial material) {
    var manager = material.keyManager();
    String alias = manager.chooseEngineClientAlias(new String[] {"EC"}, null, null);
    return manager.getCertificateChain(alias);
  }
}
