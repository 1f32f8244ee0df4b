package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the files of WordNet 3.1 and keeps what the judgement uses: single words, their
 * first senses, the nouns one level above, the opposites, and the words derived from each
 * other.
 */
final class WordNet {

	private static final String FOLDER = "net/sf/extjwnl/data/wordnet/wn31/";

	private static final Map<String, String> FILES = Map.of("n", "noun", "v", "verb", "a", "adj", "r", "adv");

	private static final Map<String, Integer> SENSES = Map.of("n", 4, "v", 5, "a", 4, "r", 2);

	private static final Pattern KEPT = Pattern.compile("[a-z][a-z'-]*");

	/** Names of species fill a third of WordNet and are in no help desk's questions. */
	private static final Set<String> SPECIES = Set.of("05", "20");

	private final Map<String, Synset> synsets = new HashMap<>();

	private final Map<String, Word> words = new TreeMap<>();

	private final Map<String, String> exceptions = new TreeMap<>();

	private final Map<String, Integer> ids = new HashMap<>();

	WordNet(Path jar) throws IOException {
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			for (String pos : List.of("n", "v", "a", "r")) {
				lines(zip, "data." + FILES.get(pos)).forEach((line) -> readSynset(pos, line));
			}
			for (String pos : List.of("n", "v", "a", "r")) {
				lines(zip, "index." + FILES.get(pos)).forEach((line) -> readWord(pos, line));
			}
			for (String pos : List.of("v", "n", "a")) {
				lines(zip, FILES.get(pos) + ".exc").forEach(this::readException);
			}
			lines(zip, "cntlist").forEach(this::readCount);
		}
	}

	/**
	 * The lexicon: first the irregular forms, then the words.
	 * @return the lines, sorted
	 */
	List<String> lines() {
		List<String> lines = new ArrayList<>();
		this.exceptions.forEach((form, lemma) -> lines.add("!" + form + "\t" + lemma));
		this.words.forEach((lemma, word) -> {
			if (!word.senses.isEmpty()) {
				lines.add(String.join("\t", lemma, String.join("", word.poses), Integer.toString(word.count),
						ids(word.senses), ids(word.parents), ids(word.opposites), String.join(",", word.relatives)));
			}
		});
		return lines;
	}

	private static List<String> lines(ZipFile zip, String name) throws IOException {
		ZipEntry entry = zip.getEntry(FOLDER + name);
		String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
		return text.lines().filter((line) -> !line.startsWith(" ") && !line.isBlank()).toList();
	}

	private void readSynset(String pos, String line) {
		String[] fields = line.split(" ");
		List<String> members = new ArrayList<>();
		int count = Integer.parseInt(fields[3], 16);
		boolean species = SPECIES.contains(fields[1]) && pos.equals("n");
		for (int i = 0; i < count; i++) {
			members.add(fields[4 + 2 * i]);
		}
		List<String[]> pointers = new ArrayList<>();
		int at = 4 + 2 * count;
		int pointerCount = Integer.parseInt(fields[at++]);
		for (int i = 0; i < pointerCount; i++, at += 4) {
			pointers.add(new String[] { fields[at], fields[at + 2] + fields[at + 1], fields[at + 3] });
		}
		boolean dropped = species && members.stream().allMatch((member) -> Character.isUpperCase(member.charAt(0)));
		this.synsets.put(pos + fields[0], new Synset(members, pointers, dropped, fields[2].equals("s")));
	}

	private void readWord(String pos, String line) {
		String[] fields = line.split(" ");
		String lemma = fields[0];
		if (!KEPT.matcher(lemma).matches()) {
			return;
		}
		int pointerKinds = Integer.parseInt(fields[3]);
		int first = 4 + pointerKinds + 2;
		Word word = this.words.computeIfAbsent(lemma, (key) -> new Word());
		for (int i = first; i < Math.min(fields.length, first + SENSES.getOrDefault(pos, 0)); i++) {
			String key = pos + fields[i];
			Synset synset = this.synsets.get(key);
			if (synset == null || synset.dropped) {
				continue;
			}
			word.poses.add(pos);
			word.senses.add(key);
			addPointers(word, lemma, synset, i == first);
		}
	}

	private void addPointers(Word word, String lemma, Synset synset, boolean firstSense) {
		for (String[] pointer : synset.pointers) {
			Synset target = this.synsets.get(pointer[1]);
			if (target == null) {
				continue;
			}
			int source = Integer.parseInt(pointer[2].substring(0, 2), 16);
			boolean ofThisWord = source == 0 || synset.members.get(source - 1).toLowerCase().startsWith(lemma);
			switch (pointer[0]) {
				case "@", "@i" -> {
					if (firstSense || word.parents.size() < 2) {
						word.parents.add(pointer[1]);
					}
				}
				case "!" -> {
					if (ofThisWord) {
						word.opposites.add(pointer[1]);
					}
				}
				case "&" -> {
					if (!synset.satellite) {
						continue;
					}
					word.senses.add(pointer[1]);
					target.pointers.stream()
						.filter((far) -> far[0].equals("!"))
						.forEach((far) -> word.opposites.add(far[1]));
				}
				case "+", "\\", "<" -> {
					if (ofThisWord) {
						int index = Integer.parseInt(pointer[2].substring(2), 16);
						String relative = target.members.get(Math.max(0, index - 1)).toLowerCase();
						if (KEPT.matcher(relative).matches() && !relative.equals(lemma)) {
							word.relatives.add(relative);
						}
					}
				}
				default -> {
				}
			}
		}
	}

	private void readException(String line) {
		String[] fields = line.split(" ");
		if (KEPT.matcher(fields[0]).matches() && KEPT.matcher(fields[1]).matches()) {
			this.exceptions.putIfAbsent(fields[0], fields[1]);
		}
	}

	private void readCount(String line) {
		String[] fields = line.split(" ");
		Word word = this.words.get(fields[1].substring(0, fields[1].indexOf('%')));
		if (word != null) {
			word.count += Integer.parseInt(fields[0]);
		}
	}

	private String ids(Collection<String> keys) {
		List<String> texts = new ArrayList<>();
		for (String key : keys) {
			texts.add(Integer.toString(this.ids.computeIfAbsent(key, (any) -> this.ids.size()), Character.MAX_RADIX));
		}
		return String.join(",", texts);
	}

	private record Synset(List<String> members, List<String[]> pointers, boolean dropped, boolean satellite) {
	}

	private static final class Word {

		private final Set<String> poses = new LinkedHashSet<>();

		private final Set<String> senses = new LinkedHashSet<>();

		private final Set<String> parents = new LinkedHashSet<>();

		private final Set<String> opposites = new LinkedHashSet<>();

		private final Set<String> relatives = new TreeSet<>();

		private int count;

	}

}
