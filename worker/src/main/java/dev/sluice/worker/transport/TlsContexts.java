package dev.sluice.worker.transport;

import dev.sluice.worker.security.TlsMaterial;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;

/**
 * The two sides of mutual TLS 1.3. The trust manager checks the name of a peer, on both sides
 * alike, so that Netty's check of the host name is off.
 */
record TlsContexts(SslContext server, SslContext client) {
  private static final String PROTOCOL = "TLSv1.3";

  /** A session that is taken up again shows no certificate, which may have expired since. */
  private static final long LONGEST_SESSION_SECONDS = 60;

  static TlsContexts of(TlsMaterial material) {
    try {
      return new TlsContexts(
          SslContextBuilder.forServer(material.keyManager())
              .sslProvider(SslProvider.JDK)
              .trustManager(material.trustManager())
              .clientAuth(ClientAuth.REQUIRE)
              .sessionTimeout(LONGEST_SESSION_SECONDS)
              .protocols(PROTOCOL)
              .build(),
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .keyManager(material.keyManager())
              .trustManager(material.trustManager())
              .endpointIdentificationAlgorithm(null)
              .protocols(PROTOCOL)
              .build());
    } catch (SSLException e) {
      throw new TransportException("cannot set up TLS: " + e.getMessage(), e);
    }
  }
}
