package io.github.claudecache.sample.document;

import java.util.List;

import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.text.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DocumentRetriever} and the library that it looks into.
 */
class DocumentRetrieverTests {

	private final DocumentLibrary library = new DocumentLibrary(new DocumentsInMemory(ShippedDocuments.load()));

	private final DocumentRetriever retriever = new DocumentRetriever(this.library);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Can I get a refund?                    | returns
			I was told no refund - why?            | returns
			How do I get my money back?            | returns
			How long does delivery take?           | shipping
			Do you ship to Norway?                 | shipping
			Which plan includes single sign-on?    | plans
			What does the Pro plan cost per month? | plans
			Is my personal data encrypted?         | security
			I forgot my password                   | security
			""")
	void theBestDocumentComesFirst(String question, String id) {
		assertThat(this.retriever.find(question)).first().isEqualTo(new DocumentRef(id, "1"));
	}

	@Test
	void aQuestionThatFitsNothingHasNoDocuments() {
		assertThat(this.retriever.find("Quantum chromodynamics?")).isEmpty();
		assertThat(this.retriever.find("?!")).isEmpty();
	}

	@Test
	void aQuestionAboutTwoTopicsHasTwoDocuments() {
		assertThat(this.retriever.find("Do you charge for shipping a return?")).extracting(DocumentRef::id)
			.containsExactlyInAnyOrder("returns", "shipping");
	}

	@Test
	void atMostTwoDocumentsAreFound() {
		assertThat(this.retriever.find("return shipping plan security")).hasSize(2);
	}

	@Test
	void equalScoresAreOrderedByIdentifier() {
		Document first = new Document("a", 1, "tea", "");
		Document second = new Document("b", 1, "tea", "");
		Document third = new Document("c", 1, "tea", "");
		assertThat(DocumentRetriever.rank(Terms.of("tea"), List.of(third, second, first))).containsExactly(first,
				second);
	}

	@Test
	void aTermThatFewDocumentsHaveCountsMore() {
		Document common = new Document("a", 1, "", "tea cake");
		Document rare = new Document("b", 1, "", "tea saffron");
		Document other = new Document("c", 1, "", "tea cake");
		assertThat(DocumentRetriever.rank(Terms.of("cake saffron"), List.of(common, rare, other))).first()
			.isEqualTo(rare);
	}

	@Test
	void aPublishedVersionIsFoundAndTheOldOneIsGone() {
		DocumentRef old = this.retriever.find("refund").get(0);
		assertThat(this.library.read(List.of(old)).get(0).text()).contains("30 days");
		this.library.replace("returns", "Nothing in here has a term of the question.");
		DocumentRef published = this.retriever.find("refund").get(0);
		assertThat(published).isEqualTo(new DocumentRef("returns", "2"));
		assertThat(this.library.read(List.of(published)).get(0).text()).startsWith("Nothing in here");
		assertThatExceptionOfType(DocumentSupersededException.class).isThrownBy(() -> this.library.read(List.of(old)));
	}

	@Test
	void anUnknownDocumentIsReportedWithTheKnownOnes() {
		assertThatExceptionOfType(UnknownDocumentException.class).isThrownBy(() -> this.library.replace("faq", "Text"))
			.withMessage("There is no document 'faq'; there are plans, returns, security, shipping");
	}

	@Test
	void theDocumentsHaveEightyToTwoHundredWords() {
		assertThat(this.library.all()).hasSize(4)
			.allSatisfy((document) -> assertThat(document.text().split("\\s+")).hasSizeBetween(80, 200));
	}

}
