package io.github.claudecache.key;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.identity.Fingerprint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promise 1: keys are stable. They are the same on every JDK, in every default locale,
 * encoding and time zone, and in the next release.
 */
class GoldenKeysTests {

	/**
	 * {@code mvn -pl cache-core test -Dtest=GoldenKeysTests -Dgolden.update=true}
	 * rewrites the file.
	 */
	private static final boolean UPDATE = Boolean.getBoolean("golden.update");

	private static final Path FILE = Path.of(System.getProperty("basedir", ""),
			"src/test/resources/io/github/claudecache/key/golden-keys.tsv");

	private static final List<String> LANGUAGES = List.of("en", "tr", "az", "lt");

	private static final List<String> ENCODINGS = List.of("UTF-8", "ISO-8859-1", "US-ASCII");

	private static final List<String> TIME_ZONES = List.of("UTC", "America/St_Johns", "Pacific/Kiritimati");

	@Test
	void keysAreThoseOfTheGoldenFile() throws IOException {
		Map<String, String> actual = new LinkedHashMap<>();
		GoldenKeys.compute().forEach((id, key) -> actual.put(id, key.exact() + "\t" + key.scope()));
		if (UPDATE) {
			write(actual);
		}
		assertThat(actual).hasSizeGreaterThanOrEqualTo(300);
		assertThat(actual)
			.as("A key has changed, so every answer that is stored under it is lost. If that is meant, raise FORMAT in "
					+ "StandardFingerprintComposer and rewrite %s with -Dgolden.update=true", FILE)
			.containsExactlyEntriesOf(read());
	}

	@Test
	void onlyCasesThatMeanTheSameShareAKey() {
		Map<Fingerprint, List<String>> byKey = new LinkedHashMap<>();
		GoldenKeys.compute().forEach((id, key) -> {
			if (!id.startsWith("folded")) {
				byKey.computeIfAbsent(key.exact(), (any) -> new ArrayList<>()).add(id);
			}
		});
		assertThat(byKey.values()).filteredOn((ids) -> ids.size() > 1)
			.containsExactlyInAnyOrder(List.of("message/a", "message/padded", "tenant/default"),
					List.of("message/composed", "message/decomposed"), List.of("value/bag a b", "value/bag b a"),
					List.of("system blocks/bag a b", "system blocks/bag b a"),
					List.of("turn content/bag a b", "turn content/bag b a"),
					List.of("tool schema/bag a b", "tool schema/bag b a"), List.of("nothing", "tags/ignored"));
	}

	@Test
	void keysAreTheSameInEveryLocaleEncodingAndTimeZone() throws Exception {
		String expected = GoldenKeys.digest(GoldenKeys.compute());
		List<String> wanted = new ArrayList<>();
		List<Callable<String>> processes = new ArrayList<>();
		for (String language : LANGUAGES) {
			for (String encoding : ENCODINGS) {
				for (String zone : TIME_ZONES) {
					wanted.add(language + " " + encoding + " " + zone + " " + expected);
					processes.add(() -> printedBy(language, encoding, zone));
				}
			}
		}
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			List<String> printed = new ArrayList<>();
			for (Future<String> process : executor.invokeAll(processes, 5, TimeUnit.MINUTES)) {
				printed.add(process.get());
			}
			assertThat(printed).containsExactlyElementsOf(wanted);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static String printedBy(String language, String encoding, String zone)
			throws IOException, InterruptedException, URISyntaxException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=" + language,
				"-Dfile.encoding=" + encoding, "-Duser.timezone=" + zone, "-cp",
				locationOf(GoldenKeys.class) + File.pathSeparator + locationOf(FingerprintComposer.class),
				GoldenKeys.class.getName());
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("LC_ALL", "POSIX");
		Process process = builder.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor();
			return output.strip();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Path locationOf(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
	}

	private static Map<String, String> read() throws IOException {
		Map<String, String> golden = new LinkedHashMap<>();
		for (String line : Files.readAllLines(FILE, StandardCharsets.US_ASCII)) {
			int tab = line.indexOf('\t');
			golden.put(line.substring(0, tab), line.substring(tab + 1));
		}
		return golden;
	}

	private static void write(Map<String, String> keys) throws IOException {
		StringBuilder lines = new StringBuilder();
		keys.forEach((id, key) -> lines.append(id).append('\t').append(key).append('\n'));
		Files.createDirectories(FILE.getParent());
		Files.writeString(FILE, lines, StandardCharsets.US_ASCII);
	}

}
