package io.github.claudecache.benchmarks.semantic.chart;

import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ChartTests {

	private final Chart chart = new Chart("Kept & served", Axis.ofSmallShares("served", List.of(0.01, 0.3)),
			new Axis("kept", 0, 1, false));

	@Test
	void linesPointsAxesAndTheirLabelsAreThere() throws Exception {
		this.chart.line("a <line>", Tone.MAIN, List.of(new Point(0, 0), new Point(0.1, 0.5), new Point(0.3, 0.9)));
		this.chart.mark("a point", Tone.OTHERS, new Point(0.2, 0.2));
		this.chart.mark("", Tone.OTHERS, new Point(0.2, 0.4));
		Document svg = parse(this.chart.svg());
		assertThat(texts(svg, "label")).containsExactly("a point", "a <line>");
		assertThat(texts(svg, "axis")).containsExactly("served", "kept");
		assertThat(texts(svg, "title")).containsExactly("Kept & served");
		assertThat(texts(svg, "tick")).contains("0 %", "1 %", "5 %", "30 %", "100 %");
		assertThat(elements(svg, "path", "line")).hasSize(1);
		assertThat(elements(svg, "path", "mark")).hasSize(2);
	}

	@Test
	void itHasColoursForLightAndForDarkPages() {
		this.chart.line("line", Tone.MAIN, List.of(new Point(0, 0), new Point(0.3, 0.9)));
		assertThat(this.chart.svg()).contains(Tone.MAIN.colour(false), "@media(prefers-color-scheme:dark)",
				Tone.MAIN.colour(true));
	}

	@Test
	void smallSharesHaveMoreRoomAndZeroHasAPlace() {
		Axis axis = Axis.ofSmallShares("share", List.of(0.009, 0.24));
		assertThat(axis.high()).isEqualTo(0.3);
		assertThat(axis.position(0)).isZero();
		assertThat(axis.position(0.3)).isEqualTo(1);
		assertThat(axis.position(0.075)).isCloseTo(0.5, within(1e-9));
	}

	@Test
	void ticksDoNotRunIntoEachOther() {
		Axis axis = Axis.ofSmallShares("share", List.of(0.7));
		List<Double> ticks = axis.ticks().stream().sorted().toList();
		assertThat(ticks).contains(0.0, 0.01, 0.1, 0.8).doesNotContain(0.001);
		for (int i = 1; i < ticks.size(); i++) {
			assertThat(axis.position(ticks.get(i)) - axis.position(ticks.get(i - 1))).isGreaterThan(0.05);
		}
	}

	@Test
	void anAxisOfSharesBeginsBelowTheLeast() {
		Axis axis = Axis.ofShares("share", List.of(0.53, 0.81));
		assertThat(axis.low()).isCloseTo(0.5, within(1e-9));
		assertThat(axis.high()).isCloseTo(0.9, within(1e-9));
		assertThat(axis.ticks()).hasSize(5);
		assertThat(Axis.ofShares("share", List.of(1.0)).high()).isEqualTo(1);
	}

	@Test
	void labelsOfPointsNearEachOtherDoNotCoverEachOther() {
		Rectangle2D plot = new Rectangle2D.Double(0, 0, 800, 400);
		Labels labels = new Labels(plot);
		List<Rectangle2D> boxes = new ArrayList<>();
		for (Point mark : List.of(new Point(200, 200), new Point(204, 203), new Point(790, 10))) {
			labels.avoid(mark);
			Point at = labels.place("a label", List.of(mark));
			boxes.add(new Rectangle2D.Double(at.x(), at.y() - Labels.FONT_SIZE * 0.7, 40, Labels.FONT_SIZE * 0.7));
		}
		for (Rectangle2D box : boxes) {
			assertThat(plot.contains(box)).isTrue();
			assertThat(boxes).filteredOn((other) -> other != box).noneMatch(box::intersects);
		}
	}

	private static Document parse(String svg) throws Exception {
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
	}

	private static List<String> texts(Document svg, String style) {
		return elements(svg, "text", style).stream().map(Element::getTextContent).toList();
	}

	private static List<Element> elements(Document svg, String name, String style) {
		NodeList found = svg.getElementsByTagName(name);
		List<Element> elements = new ArrayList<>();
		for (int i = 0; i < found.getLength(); i++) {
			if (found.item(i) instanceof Element element
					&& List.of(element.getAttribute("class").split(" ")).contains(style)) {
				elements.add(element);
			}
		}
		return elements;
	}

}
