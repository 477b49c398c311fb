package io.quarkus.smallrye.openapi.runtime;

import io.quarkus.arc.Unremovable;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves the OpenAPI document as the build has written it, read when somebody asks for it.
 *
 * <p>What it stands in for reads the document at every start, runs the filters that are for the
 * start, of which there are none, and writes it again in both formats: a tenth of the start, and
 * tens of megabytes, for something that most processes are never asked for.
 *
 * <p>Quarkus looks it up by type when the application runs, which its search for unused beans does
 * not see.
 */
@Unremovable
@Alternative
@Priority(Integer.MAX_VALUE)
@ApplicationScoped
public class GeneratedOpenApiDocument extends OpenApiDocumentService {

  /** The path of the build's own, up to the name of the format. */
  private static final String PATH = "META-INF/quarkus-generated-openapi-doc.";

  private final Map<Format, byte[]> read = new ConcurrentHashMap<>();

  /** For the container of beans. */
  public GeneratedOpenApiDocument() {}

  @Override
  void prepareDocument(
      @Nullable AutoSecurityFilter security,
      Map<OpenApiFilter.RunStage, List<String>> filters,
      String document) {}

  /**
   * The document, on any thread; only the first time is it read from the application's own files.
   *
   * @param document there is one, whatever its name
   * @param format JSON or YAML
   * @return the text in UTF-8
   */
  @Override
  public byte[] getDocument(String document, Format format) {
    return read.computeIfAbsent(format, GeneratedOpenApiDocument::written);
  }

  private static byte[] written(Format format) {
    String path = PATH + format;
    ClassLoader loader = GeneratedOpenApiDocument.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
