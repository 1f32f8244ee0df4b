package io.github.claudecache.judgement.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.claudecache.judgement.language.Token.Kind;

/**
 * Cuts a text into tokens in one pass. Nothing that can tell two questions apart is
 * thrown away: code, flags, operators and signs stay tokens.
 */
final class Tokenizer {

	private static final Map<String, String> CONTRACTIONS = Map.ofEntries(Map.entry("can't", "can not"),
			Map.entry("cannot", "can not"), Map.entry("won't", "will not"), Map.entry("shan't", "shall not"),
			Map.entry("let's", "let us"), Map.entry("dont", "do not"), Map.entry("cant", "can not"),
			Map.entry("wont", "will not"), Map.entry("doesnt", "does not"), Map.entry("didnt", "did not"),
			Map.entry("isnt", "is not"), Map.entry("wasnt", "was not"), Map.entry("havent", "have not"),
			Map.entry("hasnt", "has not"), Map.entry("ive", "i have"), Map.entry("im", "i am"),
			Map.entry("whats", "what is"), Map.entry("wheres", "where is"), Map.entry("hows", "how is"),
			Map.entry("thats", "that is"), Map.entry("gonna", "going to"), Map.entry("wanna", "want to"),
			Map.entry("gotta", "have to"), Map.entry("couldnt", "could not"), Map.entry("shouldnt", "should not"),
			Map.entry("wouldnt", "would not"), Map.entry("arent", "are not"), Map.entry("werent", "were not"));

	private static final Map<String, String> TAILS = Map.of("n't", "not", "'re", "are", "'ve", "have", "'ll", "will",
			"'m", "am", "'d", "would");

	private static final String SYMBOLS = "$€£¥₹%°";

	private static final String OPERATORS = "<>=!&|+*^~#@/\\";

	private static final String QUOTES = "\"«»“”„";

	private final String text;

	private final List<Token> tokens = new ArrayList<>();

	private int at;

	private Tokenizer(String text) {
		this.text = text;
	}

	static List<Token> tokens(String text) {
		return new Tokenizer(plain(text)).run();
	}

	/**
	 * The text with each typographic variant of a character replaced by its plain one;
	 * positions stay.
	 * @param text any text
	 * @return a text of the same length
	 */
	static String plain(String text) {
		char[] chars = text.toCharArray();
		for (int i = 0; i < chars.length; i++) {
			chars[i] = plain(chars[i]);
		}
		return new String(chars);
	}

	private static char plain(char letter) {
		if (letter < 128) {
			return letter;
		}
		if (letter >= '\uff01' && letter <= '\uff5e') {
			return (char) (letter - 0xfee0);
		}
		return switch (letter) {
			case '\u2018', '\u2019', '\u02bc', '\u00b4' -> '\'';
			case '\u2212', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014' -> '-';
			case '\u00a0', '\u202f', '\u2009', '\u3000' -> ' ';
			case '\u00ba' -> '\u00b0';
			default -> letter;
		};
	}

	private List<Token> run() {
		while (this.at < this.text.length()) {
			char letter = this.text.charAt(this.at);
			if (Character.isWhitespace(letter)) {
				this.at++;
			}
			else if (letter == '`') {
				quotedCode();
			}
			else if (QUOTES.indexOf(letter) >= 0) {
				enclosed(closing(letter), Kind.QUOTED);
			}
			else if (SYMBOLS.indexOf(letter) >= 0) {
				add(Kind.SYMBOL, this.at + 1);
			}
			else if (Character.isDigit(letter) || (signed(letter) && digit(this.at + 1))) {
				number();
			}
			else if (flag(letter)) {
				add(Kind.CODE, word(this.at + 1));
			}
			else if (Character.isLetter(letter)) {
				letters();
			}
			else if (OPERATORS.indexOf(letter) >= 0) {
				operator();
			}
			else {
				punctuation(letter);
			}
		}
		return this.tokens;
	}

	private void punctuation(char letter) {
		if (".?!;:,()…。、？！：；¿¡".indexOf(letter) >= 0) {
			add(Kind.BREAK, this.at + 1);
		}
		else {
			this.at++;
		}
	}

	private char closing(char opening) {
		return switch (opening) {
			case '«' -> '»';
			case '“', '„' -> this.text.indexOf('”', this.at + 1) < 0 ? '“' : '”';
			default -> opening;
		};
	}

	private void enclosed(char closing, Kind kind) {
		int end = this.text.indexOf(closing, this.at + 1);
		if (end < 0 || end == this.at + 1) {
			this.at++;
			return;
		}
		this.tokens.add(new Token(kind, this.text.substring(this.at + 1, end), this.at + 1, end));
		this.at = end + 1;
	}

	private void quotedCode() {
		int end = this.text.indexOf('`', this.at + 1);
		if (end < 0) {
			this.at++;
			return;
		}
		int begin = this.at + 1;
		for (int i = begin; i <= end; i++) {
			if (i == end || Character.isWhitespace(this.text.charAt(i))) {
				if (i > begin) {
					this.tokens.add(new Token(Kind.CODE, this.text.substring(begin, i), begin, i));
				}
				begin = i + 1;
			}
		}
		this.at = end + 1;
	}

	/** A minus is a sign where no word or number ends just before it. */
	private boolean signed(char letter) {
		return letter == '-' && (this.at == 0 || Character.isWhitespace(this.text.charAt(this.at - 1)));
	}

	private boolean flag(char letter) {
		return signed(letter) && this.at + 1 < this.text.length()
				&& (Character.isLetter(this.text.charAt(this.at + 1)) || this.text.charAt(this.at + 1) == '-');
	}

	private boolean digit(int index) {
		return index < this.text.length() && Character.isDigit(this.text.charAt(index));
	}

	private void number() {
		int end = this.at + 1;
		while (end < this.text.length() && (Character.isDigit(this.text.charAt(end))
				|| (".,:-/".indexOf(this.text.charAt(end)) >= 0 && digit(end + 1)))) {
			end++;
		}
		int letters = word(end);
		String suffix = this.text.substring(end, letters);
		if (letters > end && !suffix.contains("-") && ideographic(suffix.charAt(0))) {
			letters = end;
		}
		if (suffix.startsWith("-")) {
			add(Kind.NUMBER, end);
			this.at++;
			return;
		}
		if (letters > end && NumberWords.suffixOfNumber(suffix.toLowerCase(Locale.ROOT))) {
			add(Kind.NUMBER, end);
			add(Kind.WORD, letters);
			return;
		}
		add((letters > end) ? Kind.CODE : Kind.NUMBER, Math.max(end, letters));
	}

	private static boolean ideographic(char letter) {
		return letter >= '\u3040' && letter <= '\u9fff';
	}

	private int word(int from) {
		int end = from;
		while (end < this.text.length()) {
			char letter = this.text.charAt(end);
			if (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-') {
				end++;
			}
			else {
				break;
			}
		}
		while (end > from && this.text.charAt(end - 1) == '-') {
			end--;
		}
		return end;
	}

	private void letters() {
		if (ideographic(this.text.charAt(this.at))) {
			ideographs();
			return;
		}
		int end = this.at;
		boolean digits = false;
		boolean code = false;
		while (end < this.text.length()) {
			char letter = this.text.charAt(end);
			boolean inner = end + 1 < this.text.length() && Character.isLetterOrDigit(this.text.charAt(end + 1));
			if (Character.isLetter(letter) && !ideographic(letter) || letter == '\'' && inner) {
				end++;
			}
			else if (Character.isDigit(letter)) {
				digits = true;
				end++;
			}
			else if ((letter == '_' || letter == '.' || letter == '/' || letter == '@' || letter == '&') && inner
					&& end > this.at) {
				code |= letter != '/';
				if (letter == '/') {
					break;
				}
				end++;
			}
			else if ((letter == '+' || letter == '#') && (end - this.at) <= 2) {
				code = true;
				end++;
			}
			else if (letter == '-' && digits && inner) {
				end++;
			}
			else {
				break;
			}
		}
		String word = this.text.substring(this.at, end);
		int letters = leadingLetters(word);
		if (digits && !code && letters > 1 && Words.digits(word.substring(letters), 4)) {
			add(Kind.WORD, this.at + letters);
			add(Kind.NUMBER, end);
		}
		else if (digits || code) {
			add(Kind.CODE, end);
		}
		else {
			word(word, end);
		}
	}

	private static int leadingLetters(String word) {
		int count = 0;
		while (count < word.length() && Character.isLetter(word.charAt(count))) {
			count++;
		}
		return count;
	}

	private void ideographs() {
		int end = this.at;
		boolean kana = hiragana(this.text.charAt(this.at));
		while (end < this.text.length() && ideographic(this.text.charAt(end))
				&& hiragana(this.text.charAt(end)) == kana) {
			end++;
			if (end - this.at > 1 && this.text.charAt(end - 1) == '発') {
				break;
			}
		}
		add(Kind.WORD, end);
	}

	private static boolean hiragana(char letter) {
		return letter >= '\u3040' && letter <= '\u309f';
	}

	private void word(String word, int end) {
		String lower = word.toLowerCase(Locale.ROOT);
		String expanded = CONTRACTIONS.get(lower);
		if (expanded != null) {
			for (String part : expanded.split(" ")) {
				this.tokens.add(new Token(Kind.WORD, part, this.at, end));
			}
			this.at = end;
			return;
		}
		for (Map.Entry<String, String> tail : TAILS.entrySet()) {
			if (lower.endsWith(tail.getKey()) && lower.length() > tail.getKey().length()) {
				this.tokens
					.add(new Token(Kind.WORD, word.substring(0, word.length() - tail.getKey().length()), this.at, end));
				this.tokens.add(new Token(Kind.WORD, tail.getValue(), this.at, end));
				this.at = end;
				return;
			}
		}
		if (lower.endsWith("'s")) {
			String head = lower.substring(0, lower.length() - 2);
			this.tokens.add(new Token(Kind.WORD, word.substring(0, word.length() - 2), this.at, end));
			if (FunctionWords.takesIs(head)) {
				this.tokens.add(new Token(Kind.WORD, "is", this.at, end));
			}
			this.at = end;
			return;
		}
		add(Kind.WORD, end);
	}

	private void operator() {
		int end = this.at;
		while (end < this.text.length() && OPERATORS.indexOf(this.text.charAt(end)) >= 0) {
			end++;
		}
		boolean mark = (end - this.at) == 1 && "!&/#@".indexOf(this.text.charAt(this.at)) >= 0;
		add(mark ? Kind.BREAK : Kind.CODE, end);
	}

	private void add(Kind kind, int end) {
		this.tokens.add(new Token(kind, this.text.substring(this.at, end), this.at, end));
		this.at = end;
	}

}
