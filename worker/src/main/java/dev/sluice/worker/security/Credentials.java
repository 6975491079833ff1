package dev.sluice.worker.security;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The one or two credentials of a job: while they are renewed, the old and the new one. Peers of
 * either are accepted, one is shown.
 *
 * @param all in the order of their directories
 * @param trustManager accepts who is vouched for by the authority of any
 */
record Credentials(List<Credential> all, X509ExtendedTrustManager trustManager) {
  /** Where the kubelet puts all files of a volume, so that it can exchange them at once. */
  private static final String VOLUME_DATA = "..data";

  Credentials {
    all = List.copyOf(all);
  }

  /**
   * Reads the files of a directory and, if it is there, of {@value TlsMaterial#OTHER_DIRECTORY} in
   * it.
   *
   * @throws SecurityFileException when one is missing or is not what it should be
   */
  static Credentials read(Path directory) {
    Path files = atOneTime(directory);
    List<Credential> found = new ArrayList<>();
    found.add(Credential.read(files));
    Path other = files.resolve(TlsMaterial.OTHER_DIRECTORY);
    if (Files.isDirectory(other)) {
      found.add(Credential.read(other));
    }
    return new Credentials(found, trustManager(directory, found));
  }

  /**
   * Returns what to show: the newest that is meant to be used by now; else the oldest that is
   * valid; else what was valid last.
   */
  Credential shown(Instant now) {
    List<Credential> valid = all.stream().filter(each -> each.isValid(now)).toList();
    return valid.stream()
        .filter(each -> !now.isBefore(each.useFrom()))
        .max(comparing(Credential::useFrom))
        .or(() -> valid.stream().min(comparing(Credential::useFrom)))
        .or(() -> all.stream().max(comparing(Credential::expiry)))
        .orElseThrow();
  }

  Optional<Credential> named(String alias) {
    return all.stream().filter(each -> each.alias().equals(alias)).findFirst();
  }

  boolean sameAs(Credentials other) {
    return aliases().equals(other.aliases());
  }

  private List<String> aliases() {
    return all.stream().map(Credential::alias).toList();
  }

  private static Path atOneTime(Path directory) {
    Path data = directory.resolve(VOLUME_DATA);
    try {
      return Files.isDirectory(data) ? data.toRealPath() : directory;
    } catch (IOException e) {
      throw new SecurityFileException("cannot read " + data + ": " + e.getMessage(), e);
    }
  }

  private static X509ExtendedTrustManager trustManager(Path directory, List<Credential> found) {
    try {
      KeyStore store = Credential.emptyStore();
      for (Credential credential : found) {
        for (X509Certificate authority : credential.authorities()) {
          store.setCertificateEntry("ca-" + store.size(), authority);
        }
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new SecurityFileException(
          TlsMaterial.CA_FILE + " in " + directory + " can't be used: " + e.getMessage(), e);
    }
  }
}
