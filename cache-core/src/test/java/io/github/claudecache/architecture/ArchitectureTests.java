package io.github.claudecache.architecture;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The house rules that can be read from the classes. Each rule is also shown a fault that
 * was planted for it.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.claudecache";

	private static final JavaClasses CORE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	// What each package may depend on, besides the JDK and JSpecify. The root, which puts
	// everything together, may depend on all of them and none of them on it.
	private static final Map<String, Set<String>> LAYERS = layers();

	private static final Set<String> KNOW_CAFFEINE = Set.of("store", "semantic");

	private static Map<String, Set<String>> layers() {
		Map<String, Set<String>> layers = new LinkedHashMap<>();
		layers.put("identity", Set.of());
		layers.put("reason", Set.of());
		layers.put("request", Set.of("identity"));
		layers.put("answer", Set.of("identity", "reason"));
		layers.put("key", Set.of("identity", "reason", "request"));
		layers.put("freshness", Set.of("identity", "request"));
		layers.put("store", Set.of("identity", "reason", "answer", "key", "freshness"));
		layers.put("flight", Set.of("reason", "answer", "freshness", "store"));
		layers.put("semantic", Set.of("identity", "reason", "answer", "key", "freshness", "flight", "store"));
		layers.put("admission", Set.of("identity", "reason", "request", "answer"));
		layers.put("event", Set.of("identity", "reason", "answer", "freshness"));
		layers.put("audit", Set.of("identity", "reason", "answer", "flight", "event"));
		return layers;
	}

	@Test
	void everyPackageHasItsPlaceInTheLayers() {
		Set<String> packages = new TreeSet<>();
		CORE.forEach((type) -> packages.add(type.getPackageName()));
		packages.remove(ROOT);
		assertThat(packages).as("A new package has to say in this test what it may depend on, as little as possible")
			.containsExactlyInAnyOrderElementsOf(LAYERS.keySet().stream().map((name) -> ROOT + "." + name).toList());
	}

	static Stream<Arguments> layerRules() {
		return LAYERS.keySet().stream().map((name) -> Arguments.of(name, dependsOnlyOnWhatIsBelow(name)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("layerRules")
	void aPackageDependsOnlyOnWhatIsBelowIt(String name, ArchRule rule) {
		rule.check(CORE);
	}

	static Stream<Arguments> rules() {
		return Stream.of(Arguments.of("cycles", noCycles(), plantedCycle()),
				Arguments.of("frameworks", noFramework(), planted("architecture.ArchitectureTests")),
				Arguments.of("synchronized", noSynchronizedMethods(), planted("architecture.PlantedFaults")),
				Arguments.of("clock", noWallClock(), planted("architecture.PlantedFaults")),
				Arguments.of("locale", noDefaultLocale(), planted("architecture.PlantedFaults")),
				Arguments.of("encoding", noDefaultEncoding(), planted("architecture.PlantedFaults")),
				Arguments.of("random", noGuessableNumbers(), planted("architecture.PlantedFaults")),
				Arguments.of("serialisation", noJavaSerialisation(), planted("architecture.PlantedFaults")),
				Arguments.of("names", noEmptyNames(), planted("architecture.PlantedFaults$PlantedImpl")),
				Arguments.of("immutable values", valuesAreImmutable(), planted("request.PlantedMutableValue")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rules")
	void theRuleHoldsInCoreAndFindsAPlantedFault(String name, ArchRule rule, JavaClasses planted) {
		rule.check(CORE);
		assertThat(rule.evaluate(planted).hasViolation()).as("finds the planted fault").isTrue();
	}

	@Test
	void theRuleOfTheLayersFindsAPlantedFault() {
		assertThat(dependsOnlyOnWhatIsBelow("identity").evaluate(planted("identity.PlantedUpwardDependency"))
			.hasViolation()).isTrue();
	}

	private static ArchRule dependsOnlyOnWhatIsBelow(String name) {
		Stream<String> below = Stream.concat(Stream.of(name), LAYERS.get(name).stream())
			.map((each) -> ROOT + "." + each);
		Stream<String> libraries = KNOW_CAFFEINE.contains(name)
				? Stream.of("java..", "org.jspecify..", "com.github.benmanes.caffeine..")
				: Stream.of("java..", "org.jspecify..");
		return classes().that()
			.resideInAPackage(ROOT + "." + name)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(Stream.concat(below, libraries).toArray(String[]::new))
			.because(
					"a package can be understood and tested with what is below it alone; only what keeps things knows Caffeine");
	}

	private static ArchRule noCycles() {
		return slices().matching(ROOT + ".(*)..")
			.should()
			.beFreeOfCycles()
			.because("packages in a cycle can only be understood together");
	}

	private static ArchRule noFramework() {
		return noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "com.fasterxml..", "tools.jackson..", "io.micrometer..",
					"io.lettuce..", "org.slf4j..", "com.tngtech..")
			.because("the rules of the cache must hold without any framework, and outlive each");
	}

	private static ArchRule noSynchronizedMethods() {
		return methods().should()
			.notHaveModifier(JavaModifier.SYNCHRONIZED)
			.because("a virtual thread that waits in a monitor pins its carrier before JDK 24");
	}

	private static ArchRule noWallClock() {
		return noClasses().should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Thread.class, "sleep", long.class)
			.because("time comes from an InstantSource, so that tests can move it and nothing waits for it");
	}

	private static ArchRule noDefaultLocale() {
		return noClasses().should()
			.callMethodWhere(of(String.class, "toLowerCase", 0))
			.orShould()
			.callMethodWhere(of(String.class, "toUpperCase", 0))
			.orShould()
			.callMethod(String.class, "format", String.class, Object[].class)
			.orShould()
			.callMethod(String.class, "formatted", Object[].class)
			.because("a key or a name must not depend on the language of the machine");
	}

	private static ArchRule noDefaultEncoding() {
		return noClasses().should()
			.callMethodWhere(of(String.class, "getBytes", 0))
			.orShould()
			.callConstructor(String.class, byte[].class)
			.because("a key or an answer must not depend on the encoding of the machine");
	}

	private static ArchRule noGuessableNumbers() {
		return noClasses().should()
			.dependOnClassesThat()
			.haveFullyQualifiedName(Random.class.getName())
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName(ThreadLocalRandom.class.getName())
			.orShould()
			.callMethod(Math.class, "random")
			.because("eras and stamps must not repeat and cannot be guessed; what is drawn otherwise comes from a key");
	}

	private static ArchRule noJavaSerialisation() {
		return noClasses().should()
			.dependOnClassesThat()
			.areAssignableTo(ObjectInputStream.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(ObjectOutputStream.class)
			.because("whoever can write to the store could run code in the reader");
	}

	private static ArchRule noEmptyNames() {
		return noClasses().should()
			.haveSimpleNameEndingWith("Impl")
			.orShould()
			.haveSimpleNameEndingWith("Util")
			.orShould()
			.haveSimpleNameEndingWith("Utils")
			.orShould()
			.haveSimpleNameEndingWith("Manager")
			.because("a name says what distinguishes a type from its siblings");
	}

	private static ArchRule valuesAreImmutable() {
		return fields().that()
			.areDeclaredInClassesThat()
			.resideInAnyPackage(ROOT + ".identity", ROOT + ".reason", ROOT + ".request", ROOT + ".answer")
			.and()
			.areDeclaredInClassesThat()
			.doNotHaveSimpleName("Builder")
			.should()
			.beFinal()
			.because("a value that changes after its key was made is stored under a wrong key");
	}

	private static DescribedPredicate<JavaMethodCall> of(Class<?> owner, String name, int parameters) {
		return DescribedPredicate.describe(owner.getSimpleName() + "." + name + " with " + parameters + " parameters",
				(call) -> {
					AccessTarget.MethodCallTarget target = call.getTarget();
					return target.getOwner().isEquivalentTo(owner) && target.getName().equals(name)
							&& target.getRawParameterTypes().size() == parameters;
				});
	}

	private static JavaClasses plantedCycle() {
		return new ClassFileImporter().importPackages(ROOT + ".request", ROOT + ".key");
	}

	private static JavaClasses planted(String name) {
		try {
			return new ClassFileImporter().importClasses(Class.forName(ROOT + "." + name));
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
