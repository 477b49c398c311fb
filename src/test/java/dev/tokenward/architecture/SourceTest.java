package dev.tokenward.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the compiled classes no longer tell. */
class SourceTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/tokenward");

  @Test
  void oneClassAloneKnowsTheAuthorizationHeader() {
    assertThat(filesThatContain("(?s).*(\"(?i:authorization)\"|HttpHeaders\\.AUTHORIZATION).*"))
        .containsExactly(SOURCES.resolve("http/AuthorizationHeader.java"));
  }

  @Test
  void nothingIsLeftToDo() {
    assertThat(filesThatContain("(?s).*\\b(TODO|FIXME|XXX)\\b.*")).isEmpty();
  }

  /** In the package api the OpenAPI annotations say what a comment would. */
  @Test
  void whatOtherPackagesMayUseIsDescribed() throws IOException {
    List<Path> described =
        files().stream().filter(file -> !file.startsWith(SOURCES.resolve("api"))).toList();

    assertThat(described).hasSizeGreaterThan(50);
    assertThat(undescribed(described)).isEmpty();
  }

  private static List<String> undescribed(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      Undescribed scanner = new Undescribed(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        scanner.scan(unit, true);
      }
      return scanner.found;
    }
  }

  private static List<Path> filesThatContain(String pattern) {
    return files().stream().filter(file -> read(file).matches(pattern)).toList();
  }

  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Collects public types, and their public methods, without a comment. */
  private static final class Undescribed extends TreePathScanner<Void, Boolean> {

    private final DocTrees docs;
    private final List<String> found = new ArrayList<>();

    Undescribed(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree type, Boolean visible) {
      boolean published = visible && isPublished(type.getModifiers());
      if (published) {
        note(type.getSimpleName().toString());
      }
      return super.visitClass(type, published);
    }

    @Override
    public Void visitMethod(MethodTree method, Boolean visible) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.toString().startsWith("@Override"));
      if (visible && isPublished(method.getModifiers()) && !overrides) {
        note(method.getName().toString());
      }
      return super.visitMethod(method, false);
    }

    /** What is declared in an interface is public without saying so. */
    private boolean isPublished(ModifiersTree modifiers) {
      Tree around = getCurrentPath().getParentPath().getLeaf();
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || around.getKind() == Tree.Kind.INTERFACE;
    }

    private void note(String name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        found.add(getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + name);
      }
    }
  }
}
