package io.github.claudecache.benchmarks.semantic.chart;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds places for labels beside what they name, where they cover neither each other nor
 * lines nor points, as far as there is room. All in pixels.
 */
final class Labels {

	static final int FONT_SIZE = 13;

	/** About the mean width of a letter, as a share of its height. */
	private static final double LETTER = 0.55;

	private static final double GAP = 10;

	private static final int ON_TEXT = 10;

	private static final int ON_LINE = 2;

	/** What is further down a list of places is a little worse. */
	private static final double LATER = 0.05;

	private final Rectangle2D plot;

	private final List<Rectangle2D> taken = new ArrayList<>();

	private final List<Line2D> lines = new ArrayList<>();

	Labels(Rectangle2D plot) {
		this.plot = plot;
	}

	void avoid(Line2D line) {
		this.lines.add(line);
	}

	void avoid(Point mark) {
		this.taken.add(new Rectangle2D.Double(mark.x() - 7, mark.y() - 7, 14, 14));
	}

	/**
	 * Takes the best place beside one of some points.
	 * @param text the label
	 * @param anchors the points, the most welcome first
	 * @return where the label begins, on its base line
	 */
	Point place(String text, List<Point> anchors) {
		double width = text.length() * FONT_SIZE * LETTER;
		Rectangle2D best = box(anchors.get(0).x() + GAP, anchors.get(0).y(), width);
		double lowest = Double.POSITIVE_INFINITY;
		int rank = 0;
		for (Point anchor : anchors) {
			for (Rectangle2D box : around(anchor, width)) {
				double cost = cost(box) + LATER * rank++;
				if (cost < lowest) {
					lowest = cost;
					best = box;
				}
			}
		}
		this.taken.add(best);
		return new Point(best.getX(), best.getCenterY() + FONT_SIZE * 0.35);
	}

	private double cost(Rectangle2D box) {
		if (!this.plot.contains(box)) {
			return Double.MAX_VALUE;
		}
		return ON_TEXT * this.taken.stream().filter(box::intersects).count()
				+ ON_LINE * this.lines.stream().filter((line) -> line.intersects(box)).count();
	}

	private static List<Rectangle2D> around(Point anchor, double width) {
		double right = anchor.x() + GAP;
		double left = anchor.x() - GAP - width;
		double middle = anchor.x() - width / 2;
		double step = FONT_SIZE * 0.85;
		return List.of(box(right, anchor.y(), width), box(right, anchor.y() + step, width),
				box(left, anchor.y() - step, width), box(left, anchor.y(), width), box(right, anchor.y() - step, width),
				box(left, anchor.y() + step, width), box(middle, anchor.y() + 2 * step, width),
				box(middle, anchor.y() - 2 * step, width));
	}

	private static Rectangle2D box(double x, double centre, double width) {
		return new Rectangle2D.Double(x, centre - FONT_SIZE * 0.6, width, FONT_SIZE * 1.2);
	}

}
