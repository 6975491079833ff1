package dev.sluice.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * An image as one tar file, made from a base image in another. The same input gives the same bytes:
 * files have a fixed time, owner and mode, and nothing is fetched.
 *
 * @param base tar file of the base image, as {@code docker save} writes it
 * @param name name and tag of the new image
 * @param output where to write it
 * @param format OCI layout or Docker archive
 * @param cache directory for layers, kept between builds
 */
record ImageFile(Path base, String name, Path output, ImageFormat format, Path cache) {
  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
  private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");

  /**
   * Writes the image.
   *
   * @param root directory that the sources of the layers are relative to
   * @return the digest of the image
   */
  String write(Path root, List<Layer> layers)
      throws IOException,
          InterruptedException,
          InvalidImageReferenceException,
          RegistryException,
          CacheDirectoryCreationException,
          ExecutionException {
    JibContainerBuilder builder =
        Jib.from(TarImage.at(base))
            .setFormat(format)
            .setCreationTime(Instant.EPOCH)
            .setUser(SluiceImage.USER)
            .setEntrypoint(SluiceImage.ENTRYPOINT);
    for (Layer layer : layers) {
      builder.addFileEntriesLayer(entries(root, layer));
    }
    Files.createDirectories(cache);
    if (output.toAbsolutePath().getParent() != null) {
      Files.createDirectories(output.toAbsolutePath().getParent());
    }
    JibContainer container =
        builder.containerize(
            Containerizer.to(TarImage.at(output).named(name))
                .setBaseImageLayersCache(cache.resolve("base"))
                .setApplicationLayersCache(cache.resolve("application"))
                .setToolName("sluice")
                .setOfflineMode(true));
    return container.getDigest().toString();
  }

  private static FileEntriesLayer entries(Path root, Layer layer) throws IOException {
    FileEntriesLayer.Builder builder = FileEntriesLayer.builder().setName(layer.name());
    for (Content content : layer.contents()) {
      for (Content.Entry entry : content.entries(root)) {
        FilePermissions permissions = entry.path().contains("/bin/") ? EXECUTABLE : READABLE;
        builder.addEntry(entry.file(), AbsoluteUnixPath.get(entry.path()), permissions);
      }
    }
    return builder.build();
  }
}
