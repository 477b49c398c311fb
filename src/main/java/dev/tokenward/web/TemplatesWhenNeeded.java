package dev.tokenward.web;

import io.quarkus.qute.runtime.EngineProducer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/**
 * Takes the reading of all templates out of the start. Quarkus reads them before it serves, and a
 * program that asks about a token would wait for pages that it never sees. Runs in the build, which
 * has checked the templates by then; {@link EarlyTemplates} has them read a moment later.
 */
public final class TemplatesWhenNeeded implements BuildCompatibleExtension {

  /** For the build, which finds this class by {@code META-INF/services}. */
  public TemplatesWhenNeeded() {}

  /**
   * Makes the engine an ordinary bean, which is there when it is first asked for.
   *
   * @param engine what makes the engine
   */
  @Enhancement(types = EngineProducer.class)
  public void takeOutOfTheStart(ClassConfig engine) {
    engine.removeAnnotation(annotation -> annotation.name().equals(Startup.class.getName()));
  }
}
