package io.github.claudecache.architecture;

import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The house rules of the starter that can be read from its classes and sources.
 */
class StarterArchitectureTests {

	private static final String ROOT = "io.github.claudecache.";

	private static final Path MAIN = Path.of(System.getProperty("basedir", ""), "src/main/java");

	// What each package may use of its siblings.
	private static final Map<String, Set<String>> SIBLINGS = Map.ofEntries(Map.entry("annotation", Set.of()),
			Map.entry("config", Set.of()), Map.entry("transaction", Set.of()), Map.entry("json", Set.of()),
			Map.entry("pricing", Set.of()), Map.entry("observation", Set.of()), Map.entry("recording", Set.of()),
			Map.entry("actuate", Set.of("pricing", "recording")), Map.entry("metrics", Set.of("pricing")),
			Map.entry("redis", Set.of()), Map.entry("embedding", Set.of()), Map.entry("verifier", Set.of()),
			Map.entry("client", Set.of("recording")),
			Map.entry("client.anthropic", Set.of("json", "client", "recording")),
			Map.entry("client.springai", Set.of("json", "client", "recording")),
			Map.entry("client.langchain4j", Set.of("json", "client", "recording")),
			Map.entry("aop", Set.of("annotation", "config", "transaction", "json", "recording")),
			Map.entry("autoconfigure",
					Set.of("annotation", "config", "transaction", "json", "aop", "actuate", "metrics", "observation",
							"pricing", "recording", "redis", "embedding", "verifier", "client", "client.anthropic",
							"client.langchain4j", "client.springai")));

	private static final Set<String> KNOW_REACTOR = Set.of("aop.InvalidatingMethodInterceptor", "aop.MonoInvalidations",
			"aop.AnswerTypes", "aop.ReactiveTenantResolver", "aop.MonoAnswers", "aop.FluxAnswers", "aop.ReactiveCalls",
			"aop.RecordedFlux", "autoconfigure.ClaudeCacheTransactionConfiguration", "actuate.ReactiveRequestLine",
			"actuate.ReactiveClaudeCacheTagsEndpointWebExtension", "actuate.ReactiveClaudeCacheEndpointWebExtension",
			"actuate.ReactiveClaudeCacheEntriesEndpointWebExtension", "transaction.ReactiveTransactionBoundary",
			"client.springai.ClaudeCacheAdvisor", "client.springai.Subscribers", "autoconfigure.SubscribersOfStreams");

	private static final long HIDDEN_PER_CENT = 57;

	private static final JavaClasses STARTER = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
		.importPackages(SIBLINGS.keySet().stream().map((name) -> ROOT + name).toList());

	@Test
	void everyPackageHasItsPlace() throws IOException {
		Path root = MAIN.resolve("io/github/claudecache");
		try (Stream<Path> files = Files.walk(root)) {
			assertThat(files.filter((path) -> path.getFileName().toString().equals("package-info.java"))
				.map((path) -> root.relativize(path.getParent()).toString().replace(File.separatorChar, '.')))
				.containsExactlyInAnyOrderElementsOf(SIBLINGS.keySet());
		}
		try (Stream<Path> files = Files.walk(root)) {
			assertThat(files.filter((path) -> path.toString().endsWith(".java")).map(Path::getParent).distinct())
				.as("A package without a package-info.java would have no place")
				.allSatisfy((path) -> assertThat(path.resolve("package-info.java")).exists());
		}
	}

	static Stream<String> packages() {
		return SIBLINGS.keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("packages")
	void aPackageUsesOnlyWhatIsBelowIt(String name) {
		String[] forbidden = SIBLINGS.keySet()
			.stream()
			.filter((other) -> !other.equals(name) && !SIBLINGS.get(name).contains(other))
			.map(ROOT::concat)
			.toArray(String[]::new);
		noClasses().that()
			.resideInAPackage(ROOT + name)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(forbidden)
			.because("only the auto-configuration puts the parts together, so that each can be used without the others")
			.allowEmptyShould(true)
			.check(STARTER);
	}

	@Test
	void noCycles() {
		slices().matching(ROOT + "(**)")
			.should()
			.beFreeOfCycles()
			.because("packages in a cycle can only be understood together")
			.check(STARTER);
	}

	@Test
	void noJavaSerialisation() {
		noClasses().should()
			.dependOnClassesThat()
			.areAssignableTo(ObjectInputStream.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(ObjectOutputStream.class)
			.because("whoever can write to the store could run code in the reader")
			.check(STARTER);
	}

	@Test
	void onlyTagExpressionParsesSpel() {
		noClasses().that()
			.doNotHaveFullyQualifiedName(ROOT + "aop.TagExpression")
			.should()
			.dependOnClassesThat()
			.areAssignableTo(org.springframework.expression.ExpressionParser.class)
			.because("what is parsed is the constant of an annotation, checked once; text of a request never is")
			.check(STARTER);
	}

	@Test
	void onlyListedTypesKnowReactor() {
		Set<String> found = STARTER.stream()
			.filter((type) -> type.getDirectDependenciesFromSelf()
				.stream()
				.anyMatch((dependency) -> dependency.getTargetClass().getPackageName().startsWith("reactor.")))
			.map((type) -> outermost(type).getName().substring(ROOT.length()))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(found).as("Reactor is optional; a type that names it may only be loaded where it is there")
			.isSubsetOf(KNOW_REACTOR);
	}

	@Test
	void onlyTheAdapterAndItsAutoConfigurationKnowTheSdk() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + "client.anthropic")
			.and()
			.haveNameNotMatching(Pattern.quote(ROOT + "autoconfigure.") + ".*Anthropic.*")
			.and()
			.doNotHaveFullyQualifiedName(ROOT + "client.springai.SdkValues")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.anthropic..")
			.because("the SDK is optional; a type that names it may only be loaded where it is there")
			.check(STARTER);
	}

	@Test
	void onlyItsAdaptersKnowLangChain4j() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + "client.langchain4j")
			.and()
			.haveNameNotMatching(Pattern.quote(ROOT) + "(autoconfigure|embedding)\\..*LangChain4j.*")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.langchain4j..")
			.because("LangChain4j is optional; a type that names it may only be loaded where it is there")
			.check(STARTER);
	}

	@Test
	void onlyOneTypeKnowsTheClientOfLangChain4j() {
		noClasses().that()
			.doNotHaveFullyQualifiedName(ROOT + "client.langchain4j.AnthropicForm")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("dev.langchain4j.model.anthropic..", "dev.langchain4j.http..")
			.because("LangChain4j may be there without its client of Claude")
			.check(STARTER);
	}

	@Test
	void nothingIsPrinted() {
		noClasses().should()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.orShould()
			.dependOnClassesThat()
			.resideInAPackage("java.util.logging")
			.because("the application decides where its log goes")
			.check(STARTER);
	}

	@Test
	void noSourceIsLongerThan400Lines() throws IOException {
		try (Stream<Path> files = Files.walk(MAIN)) {
			List<Path> sources = files.filter((file) -> file.toString().endsWith(".java")).toList();
			assertThat(sources).isNotEmpty()
				.allSatisfy((file) -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(400));
		}
	}

	@Test
	void theShareOfTypesThatAreNotPublicMayOnlyRise() {
		List<JavaClass> types = STARTER.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
			.toList();
		long hidden = types.stream().filter((type) -> !type.getModifiers().contains(JavaModifier.PUBLIC)).count();
		assertThat(100 * hidden / types.size())
			.as("Per cent of the types that are package-private. Raise the bound when the share rises.")
			.isGreaterThanOrEqualTo(HIDDEN_PER_CENT);
	}

	private static JavaClass outermost(JavaClass type) {
		return type.getEnclosingClass().map(StarterArchitectureTests::outermost).orElse(type);
	}

}
