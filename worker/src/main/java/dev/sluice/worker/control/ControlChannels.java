package dev.sluice.worker.control;

import dev.sluice.worker.security.TlsMaterial;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.security.Security;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Opens channels to the driver: a new one for each session, so that its name is looked up again.
 */
public final class ControlChannels {
  private static final int LARGEST_MESSAGE = 64 << 20;
  private static final String NAME_SECONDS = "1";

  private final ControlAddress driver;
  private final Optional<TlsMaterial> tls;

  public ControlChannels(ControlAddress driver, Optional<TlsMaterial> tls) {
    this.driver = driver;
    this.tls = tls;
  }

  /** Makes this JVM forget names after a second; to be called before the first name is used. */
  public static void forgetNamesSoon() {
    Security.setProperty("networkaddress.cache.ttl", NAME_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  ControlAddress driver() {
    return driver;
  }

  /** Whether the driver is another process, which can stand still while this one runs. */
  boolean isRemote() {
    return driver instanceof ControlAddress.Remote;
  }

  /** Opens a channel whose callbacks run on the executor. */
  ManagedChannel open(Executor callbacks) {
    return builder().executor(callbacks).maxInboundMessageSize(LARGEST_MESSAGE).build();
  }

  private ManagedChannelBuilder<?> builder() {
    if (driver instanceof ControlAddress.Remote remote) {
      var builder = NettyChannelBuilder.forAddress(remote.host(), remote.port(), credentials());
      return tls.isPresent() ? builder.overrideAuthority(TlsMaterial.PEER_NAME) : builder;
    }
    return InProcessChannelBuilder.forName(((ControlAddress.InProcess) driver).name());
  }

  private ChannelCredentials credentials() {
    return tls.<ChannelCredentials>map(
            material ->
                TlsChannelCredentials.newBuilder()
                    .keyManager(material.keyManager())
                    .trustManager(material.trustManager())
                    .build())
        .orElseGet(InsecureChannelCredentials::create);
  }
}
