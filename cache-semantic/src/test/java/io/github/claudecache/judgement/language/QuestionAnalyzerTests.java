package io.github.claudecache.judgement.language;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuestionAnalyzerTests {

	private final QuestionAnalyzer analyzer = new QuestionAnalyzer();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Is a 1,500 g parcel allowed?          | mass    | 1500
			Is a 1.5 kg parcel allowed?           | mass    | 1500
			Does it last an hour and a half?      | time    | 5400
			Does it last ninety minutes?          | time    | 5400
			Do I wait a quarter of an hour?       | time    | 900
			Is half a litre enough?               | volume  | 0.5
			Is the fee fifteen dollars?           | usd     | 15
			Is the fee $15?                       | usd     | 15
			Is the fee 2,000.50 €?                | eur     | 2000.5
			Is the discount twenty-five percent?  | percent | 25
			Is the discount 25%?                  | percent | 25
			Do two hundred and five guests fit?   | ''      | 205
			Is this the third reminder?           | ordinal | 3
			Is this the 3rd reminder?             | ordinal | 3
			Is it minus five degrees Celsius?     | celsius | -5
			Is it \u22125 \u00b0C?                | celsius | -5
			""")
	void readsQuantitiesInAnyNotation(String question, String dimension, String value) {
		assertThat(this.analyzer.analyze(question).quantities())
			.anySatisfy((quantity) -> assertThat(List.of(quantity.dimension(), quantity.value()))
				.containsExactly(dimension, value));
	}

	@Test
	void aVersionKeepsItsDigits() {
		assertThat(this.analyzer.analyze("What is new in version 3.10?").quantities()).extracting(Quantity::value)
			.containsExactly("3.10");
		assertThat(this.analyzer.analyze("What is new in version 3.1?").quantities()).extracting(Quantity::value)
			.containsExactly("3.1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Is the exam on 12 February 2027?            | DATE 12, MONTH 2, YEAR 2027
			Is the exam on February 12th, 2027?         | DATE 12, MONTH 2, YEAR 2027
			Is the exam on 2027-02-12?                  | DATE 12, MONTH 2, YEAR 2027
			Is the exam on the twelfth of February 2027?| DATE 12, MONTH 2, YEAR 2027
			Ist die Prüfung am 12.02.2027?              | DATE 12, MONTH 2, YEAR 2027
			Does it start at 19:30?                     | CLOCK 450, HALF 1
			Does it start at 7:30 pm?                   | CLOCK 450, HALF 1
			Does it start at half past seven in the evening? | CLOCK 450, HALF 1
			Does it start at 07:30?                     | CLOCK 450, HALF 0
			How were the sales in Q2 2025?              | QUARTER 2, YEAR 2025
			How were the sales in the second quarter of 2025? | QUARTER 2, YEAR 2025
			Show the orders of the previous week.       | WEEK -1
			Is there a class on Friday?                 | WEEKDAY 5
			May I march in the parade?                  | ''
			""")
	void readsMomentsInAnyNotation(String question, String expected) {
		List<String> moments = this.analyzer.analyze(question)
			.moments()
			.stream()
			.map((moment) -> moment.field() + " " + moment.value())
			.sorted()
			.distinct()
			.toList();
		assertThat(String.join(", ", moments)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			How do I apply for leave?                       | HOW
			What are the steps to apply for leave?          | HOW
			Could you please show me how to apply for leave?| HOW
			Why was my claim denied?                        | WHY
			What's the reason my claim was rejected?        | WHY
			When was the bridge built?                      | WHEN
			Is the alarm on when the window is open?        | WHETHER
			Where is the exit?                              | WHERE
			Who approves overtime?                          | WHO
			What does the course cost?                      | PRICE
			How long does the course take?                  | DURATION
			How often is the pool cleaned?                  | FREQUENCY
			How many seats are there?                       | COUNT
			Am I allowed to record the call?                | CAN
			Do I have to wear gloves?                       | MUST
			Is it advisable to wear gloves?                 | SHOULD
			I was told I can't record the call.             | REPORT
			""")
	void tellsWhatIsAsked(String question, Asks expected) {
		assertThat(this.analyzer.analyze(question).asks()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Which rooms have no balcony?                | 1
			Which rooms are without a balcony?          | 1
			Which rooms don't have a balcony?           | 1
			Which cables are incompatible?              | 1
			Which cables are not incompatible?          | 2
			Isn't there a pool?                         | 0
			Can't I change my seat?                     | 0
			Is the trip refunded if it does not rain?   | 1
			Is the trip refunded unless it rains?       | 1
			Which rooms are smoke-free?                 | 1
			Wo kann ich nicht parken?                   | 1
			¿Puedo entrar sin perro?                    | 1
			予約は必要ないですか。                        | 1
			""")
	void countsNegations(String question, int expected) {
		AnalyzedQuestion analyzed = this.analyzer.analyze(question);
		assertThat(analyzed.negations(false) + analyzed.negations(true)).isEqualTo(expected);
	}

	@Test
	void repairsSlipsAndLeavesNamesAlone() {
		assertThat(this.analyzer.analyze("wher can i find my exam reslts").canonical())
			.isEqualTo(this.analyzer.analyze("Where can I find my exam results?").canonical());
		assertThat(this.analyzer.analyze("How do I install Zabbix on Proxmox?").canonical()).contains("zabbix",
				"proxmox");
	}

	@ParameterizedTest
	@ValueSource(strings = { "And how much does it cost?", "What about the blue one?", "How much is it?",
			"Can I return it?", "Does it include breakfast?", "When will they arrive?", "Is she available on Monday?",
			"Can you explain that?", "But why?", "How do I cancel this?" })
	void whatPointsToWhatWasSaidBeforeDoesNotStandAlone(String question) {
		assertThat(this.analyzer.analyze(question).standsAlone()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "How much does a room cost?", "My kettle leaks. How do I return it?",
			"Is it possible to bring a dog?", "How long does it take to grow an avocado?",
			"It looks like my luggage is lost, what now?", "Can I cancel this booking?",
			"How do I remove wax and glue?", "Is it fairly common for trains to be late?",
			"Can guests bring their dog?", "Wie teuer ist es?" })
	void whatHasItsNounStandsAlone(String question) {
		assertThat(this.analyzer.analyze(question).standsAlone()).isTrue();
	}

	@Test
	void politenessLeavesNoTrace() {
		assertThat(concepts("hi, could you please tell me how to print a receipt? thanks"))
			.isEqualTo(concepts("How do I print a receipt?"));
	}

	@Test
	void phrasesBecomeOneConcept() {
		assertThat(concepts("How do I turn airplane mode on?")).contains("enable");
		assertThat(concepts("How do I get my money back?")).contains("refund");
		assertThat(concepts("How do I get rid of limescale?")).contains("remove");
	}

	@Test
	void thePassiveHasTheRolesOfTheActive() {
		assertThat(role("Can a nurse replace a doctor?", "nurse")).isEqualTo("subject");
		assertThat(role("Can a doctor be replaced by a nurse?", "nurse")).isEqualTo("subject");
		assertThat(role("Can a doctor be replaced by a nurse?", "doctor")).isEqualTo("object");
		assertThat(role("Which module does the parser import?", "module")).isEqualTo("object");
	}

	@Test
	void contextBeforeAQuestionCountsLess() {
		AnalyzedQuestion analyzed = this.analyzer
			.analyze("We are renovating the kitchen. How do I dispose of old tiles?");
		assertThat(analyzed.terms()).filteredOn((term) -> term.concept().equals("kitchen"))
			.singleElement()
			.satisfies((term) -> assertThat(term.weight()).isLessThan(0.5));
		assertThat(analyzed.canonical()).doesNotContain("kitchen");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Wo kann ich parken?                              | GERMAN
			¿Puedo entrar con perro?                         | SPANISH
			駐車場は8時に開きますか。                           | JAPANESE
			Combien coûte le billet pour les deux adultes ?  | OTHER
			Where can I park?                                | ENGLISH
			where to parc teh car                            | ENGLISH
			""")
	void tellsLanguagesApart(String question, Language expected) {
		assertThat(this.analyzer.analyze(question).language()).isEqualTo(expected);
	}

	private List<String> concepts(String question) {
		return this.analyzer.analyze(question).terms().stream().map(Term::concept).toList();
	}

	private String role(String question, String concept) {
		return this.analyzer.analyze(question)
			.terms()
			.stream()
			.filter((term) -> term.concept().equals(concept))
			.findFirst()
			.orElseThrow()
			.role();
	}

}
