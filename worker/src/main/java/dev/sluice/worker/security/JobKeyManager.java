package dev.sluice.worker.security;

import static java.util.Objects.requireNonNull;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the job's certificate that is in use when a connection is made, whatever authorities the
 * peer names: a server names those that it trusted when it was started, and trusts others since.
 */
@SuppressWarnings("NullAway") // the JDK's contract: null where nothing fits
final class JobKeyManager extends X509ExtendedKeyManager {
  private final FollowedCredentials credentials;

  JobKeyManager(FollowedCredentials credentials) {
    this.credentials = requireNonNull(credentials, "credentials is null");
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return shown().chooseEngineClientAlias(types, null, engine);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return shown().chooseEngineServerAlias(type, null, engine);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return shown().chooseClientAlias(types, null, socket);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return shown().chooseServerAlias(type, null, socket);
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return shown().getClientAliases(type, null);
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return shown().getServerAliases(type, null);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return credentials
        .named(alias)
        .map(credential -> credential.keyManager().getCertificateChain(alias))
        .orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return credentials
        .named(alias)
        .map(credential -> credential.keyManager().getPrivateKey(alias))
        .orElse(null);
  }

  private X509ExtendedKeyManager shown() {
    return credentials.shown().keyManager();
  }
}
