package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads files of one JSON object a line, and says in which line something is wrong.
 */
final class JsonLines {

	private static final JsonMapper JSON = new JsonMapper();

	private JsonLines() {
	}

	/**
	 * Reads a file that must have a row.
	 * @return a row for each line that is not blank
	 * @throws BadInputException if there is no such file, it has no rows, or a line is
	 * not a JSON object
	 */
	static List<Row> readSome(Path file) throws IOException {
		List<Row> rows = read(file);
		if (rows.isEmpty()) {
			throw new BadInputException(file + ": there is nothing in it");
		}
		return rows;
	}

	/**
	 * Reads a file.
	 * @return a row for each line that is not blank
	 * @throws BadInputException if there is no such file, or a line is not a JSON object
	 */
	static List<Row> read(Path file) throws IOException {
		List<Row> rows = new ArrayList<>();
		int number = 0;
		for (String line : lines(file)) {
			number++;
			if (!line.isBlank()) {
				rows.add(row(file + ", line " + number, line));
			}
		}
		return rows;
	}

	private static List<String> lines(Path file) throws IOException {
		try {
			return Files.readAllLines(file);
		}
		catch (NoSuchFileException ex) {
			throw new BadInputException(file + ": there is no such file");
		}
		catch (CharacterCodingException ex) {
			throw new BadInputException(file + ": this is not UTF-8");
		}
	}

	private static Row row(String place, String line) throws BadInputException {
		try {
			JsonNode json = JSON.readTree(line);
			if (json.isObject()) {
				return new Row(place, json);
			}
			throw new BadInputException(place + ": this is not a JSON object");
		}
		catch (JacksonException ex) {
			throw new BadInputException(place + ": this is not JSON: " + ex.getOriginalMessage());
		}
	}

	/**
	 * A line.
	 *
	 * @param place the file and the number of the line
	 * @param json the object
	 */
	record Row(String place, JsonNode json) {

		String text(String field) throws BadInputException {
			return field(field, JsonNode::isString, "a text").asString();
		}

		/** An optional text. */
		String text(String field, String absent) throws BadInputException {
			JsonNode value = this.json.path(field);
			return (value.isMissingNode() || value.isNull()) ? absent : text(field);
		}

		long number(String field) throws BadInputException {
			return field(field, JsonNode::isIntegralNumber, "a whole number").asLong();
		}

		double decimal(String field) throws BadInputException {
			return field(field, JsonNode::isNumber, "a number").asDouble();
		}

		boolean flag(String field) throws BadInputException {
			return field(field, JsonNode::isBoolean, "true or false").asBoolean();
		}

		boolean has(String field) {
			return this.json.has(field);
		}

		boolean isNull(String field) {
			return this.json.path(field).isNull();
		}

		BadInputException bad(String problem) {
			return new BadInputException(this.place + ": " + problem);
		}

		private JsonNode field(String field, Predicate<JsonNode> kind, String expected) throws BadInputException {
			JsonNode value = this.json.path(field);
			if (value.isMissingNode()) {
				throw bad("the field '" + field + "' is missing");
			}
			if (!kind.test(value)) {
				throw bad("the field '" + field + "' must be " + expected);
			}
			return value;
		}

	}

}
