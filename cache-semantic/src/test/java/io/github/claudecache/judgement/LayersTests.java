package io.github.claudecache.judgement;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

class LayersTests {

	private static final String ROOT = "io.github.claudecache.judgement";

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void eachPackageSeesOnlyThoseBeforeIt() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("language")
			.definedBy(ROOT + ".language")
			.layer("comparison")
			.definedBy(ROOT + ".comparison")
			.layer("guard")
			.definedBy(ROOT + ".guard")
			.layer("score")
			.definedBy(ROOT + ".score")
			.layer("judge")
			.definedBy(ROOT)
			.layer("answer")
			.definedBy(ROOT + ".answer")
			.whereLayer("language")
			.mayOnlyBeAccessedByLayers("comparison", "guard", "score", "judge", "answer")
			.whereLayer("comparison")
			.mayOnlyBeAccessedByLayers("guard", "score", "judge", "answer")
			.whereLayer("guard")
			.mayOnlyBeAccessedByLayers("score", "judge", "answer")
			.whereLayer("score")
			.mayOnlyBeAccessedByLayers("judge")
			.whereLayer("judge")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("answer")
			.mayNotBeAccessedByAnyLayer()
			.check(this.classes);
	}

	@Test
	void onlyTheTaggerKnowsOpenNlp() {
		noClasses().that()
			.doNotHaveSimpleName("Tagger")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("opennlp..")
			.check(this.classes);
		assertThat(this.classes.size()).isGreaterThan(30);
	}

}
