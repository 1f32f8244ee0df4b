package io.github.claudecache.benchmarks.semantic.chart;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A chart of lines and points, each with its label beside it. Used by one thread.
 *
 * @since 0.1.0
 */
public final class Chart {

	private static final int WIDTH = 860;

	private static final int HEIGHT = 540;

	private static final Rectangle2D PLOT = new Rectangle2D.Double(70, 50, 765, 420);

	/** So many places along a line are tried for its label. */
	private static final int ANCHORS = 24;

	private final String title;

	private final Axis x;

	private final Axis y;

	private final List<Named> lines = new ArrayList<>();

	private final List<Named> marks = new ArrayList<>();

	/**
	 * Creates an empty chart.
	 * @param title what it shows, in a line
	 * @param x the axis below
	 * @param y the axis at the side
	 */
	public Chart(String title, Axis x, Axis y) {
		this.title = title;
		this.x = x;
		this.y = y;
	}

	/**
	 * Adds a line. What lies outside the axes is cut off.
	 * @param label its name; a line with an empty one has no label
	 * @param tone how it looks
	 * @param points where it goes through
	 */
	public void line(String label, Tone tone, List<Point> points) {
		this.lines.add(new Named(label, tone, points.stream().map(this::pixels).toList()));
	}

	/**
	 * Adds a point.
	 * @param label its name; a point with an empty one has no label
	 * @param tone how it looks
	 * @param point where it is
	 */
	public void mark(String label, Tone tone, Point point) {
		this.marks.add(new Named(label, tone, List.of(pixels(point))));
	}

	/**
	 * The chart as SVG.
	 * @return a document
	 */
	public String svg() {
		StringBuilder svg = new StringBuilder(8192);
		append(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
				+ " role=\"img\" aria-labelledby=\"title\">", WIDTH, HEIGHT, WIDTH, HEIGHT);
		append(svg, "<title id=\"title\">%s</title>", escape(this.title));
		append(svg, "<style>%s</style>", style());
		append(svg, "<clipPath id=\"plot\"><rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/></clipPath>",
				PLOT.getX(), PLOT.getY(), PLOT.getWidth(), PLOT.getHeight());
		append(svg, "<rect class=\"page\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT);
		append(svg, "<text class=\"title\" x=\"%.0f\" y=\"28\">%s</text>", PLOT.getX(), escape(this.title));
		axes(svg);
		this.lines.forEach((line) -> append(svg, "<path class=\"line %s\" clip-path=\"url(#plot)\" d=\"%s\"/>",
				line.tone.id(), path(line.points)));
		this.marks
			.forEach((mark) -> append(svg, "<path class=\"mark %s\" transform=\"translate(%.1f %.1f)\" d=\"%s\"/>",
					mark.tone.id(), mark.points.get(0).x(), mark.points.get(0).y(), mark.tone.shape()));
		labels(svg);
		svg.append("</svg>\n");
		return svg.toString();
	}

	private void axes(StringBuilder svg) {
		for (double tick : this.x.ticks()) {
			double at = pixels(new Point(tick, this.y.low())).x();
			append(svg, "<path class=\"grid\" d=\"M%.1f %.0fV%.0f\"/>", at, PLOT.getMinY(), PLOT.getMaxY());
			append(svg, "<text class=\"tick\" text-anchor=\"middle\" x=\"%.1f\" y=\"%.0f\">%s</text>", at,
					PLOT.getMaxY() + 20, percent(tick));
		}
		for (double tick : this.y.ticks()) {
			double at = pixels(new Point(this.x.low(), tick)).y();
			append(svg, "<path class=\"grid\" d=\"M%.0f %.1fH%.0f\"/>", PLOT.getMinX(), at, PLOT.getMaxX());
			append(svg, "<text class=\"tick\" text-anchor=\"end\" x=\"%.0f\" y=\"%.1f\">%s</text>", PLOT.getMinX() - 8,
					at + 4, percent(tick));
		}
		append(svg, "<text class=\"axis\" text-anchor=\"middle\" x=\"%.0f\" y=\"%d\">%s</text>", PLOT.getCenterX(),
				HEIGHT - 20, escape(this.x.label()));
		append(svg,
				"<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(20 %.0f) rotate(-90)\">%s</text>",
				PLOT.getCenterY(), escape(this.y.label()));
	}

	private void labels(StringBuilder svg) {
		Labels labels = new Labels(PLOT);
		for (Named line : this.lines) {
			for (int i = 1; i < line.points.size(); i++) {
				Point from = line.points.get(i - 1);
				Point to = line.points.get(i);
				labels.avoid(new Line2D.Double(from.x(), from.y(), to.x(), to.y()));
			}
		}
		this.marks.forEach((mark) -> labels.avoid(mark.points.get(0)));
		for (Named mark : this.marks) {
			if (!mark.label.isEmpty()) {
				label(svg, labels, mark, mark.points);
			}
		}
		for (Named line : this.lines) {
			List<Point> visible = line.points.stream().filter((point) -> PLOT.contains(point.x(), point.y())).toList();
			if (!line.label.isEmpty() && !visible.isEmpty()) {
				label(svg, labels, line, fromTheEnd(visible));
			}
		}
	}

	private static void label(StringBuilder svg, Labels labels, Named named, List<Point> anchors) {
		Point at = labels.place(named.label, anchors);
		append(svg, "<text class=\"label %s\" x=\"%.1f\" y=\"%.1f\">%s</text>", named.tone.id(), at.x(), at.y(),
				escape(named.label));
	}

	/** Lines are furthest apart where they end. */
	private static List<Point> fromTheEnd(List<Point> points) {
		List<Point> anchors = new ArrayList<>();
		double step = Math.max(1, (double) points.size() / ANCHORS);
		for (double i = 0; i < points.size(); i += step) {
			anchors.add(points.get((int) i));
		}
		Collections.reverse(anchors);
		return anchors;
	}

	private Point pixels(Point point) {
		return new Point(PLOT.getX() + this.x.position(point.x()) * PLOT.getWidth(),
				PLOT.getMaxY() - this.y.position(point.y()) * PLOT.getHeight());
	}

	private static String path(List<Point> points) {
		StringBuilder path = new StringBuilder();
		for (Point point : points) {
			append(path, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", point.x(), point.y());
		}
		return path.toString();
	}

	private static String style() {
		StringBuilder style = new StringBuilder(1024);
		style.append("text{font-family:system-ui,'Segoe UI',Helvetica,Arial,sans-serif;font-size:")
			.append(Labels.FONT_SIZE)
			.append("px}.title{font-size:16px;font-weight:600}.line{fill:none;stroke-linejoin:round}"
					+ ".mark{stroke-width:1.5}.label{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}");
		for (Tone tone : Tone.values()) {
			append(style, ".line.%s{stroke-width:%.1f;stroke-dasharray:%s}", tone.id(), tone.width(),
					tone.dashes().isEmpty() ? "none" : tone.dashes());
		}
		colours(style, false);
		style.append("@media(prefers-color-scheme:dark){");
		colours(style, true);
		return style.append('}').toString();
	}

	private static void colours(StringBuilder style, boolean dark) {
		append(style, ".page,.label,.mark{%s}.title,.axis{fill:%s}.tick{fill:%s}.grid{stroke:%s}",
				dark ? "fill:#0d1117;stroke:#0d1117" : "fill:#fff;stroke:#fff", dark ? "#e6edf3" : "#1f2328",
				dark ? "#a5b0bc" : "#59636e", dark ? "#30363d" : "#e2e6ea");
		for (Tone tone : Tone.values()) {
			append(style, ".line.%s{stroke:%s}.mark.%s,.label.%s{fill:%s}", tone.id(), tone.colour(dark), tone.id(),
					tone.id(), tone.colour(dark));
		}
	}

	private static String percent(double share) {
		double percent = Math.round(share * 10_000) / 100.0;
		return (percent == Math.rint(percent)) ? String.format(Locale.ROOT, "%.0f %%", percent) : percent + " %";
	}

	private static void append(StringBuilder text, String format, Object... values) {
		text.append(String.format(Locale.ROOT, format, values));
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

	private record Named(String label, Tone tone, List<Point> points) {
	}

}
