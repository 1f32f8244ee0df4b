package io.github.claudecache.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * A headless Chromium that looks at one page. It is the one of this machine: nothing is
 * downloaded. Where there is none, tests are skipped, unless {@code browser.required} is
 * {@code true}: then they fail.
 */
final class Browser implements AutoCloseable {

	/** The system property that makes a browser compulsory. */
	static final String REQUIRED = "browser.required";

	private static final File CHROMIUM = new File("/usr/bin/chromium");

	private static final File DRIVER = new File("/usr/bin/chromedriver");

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private static final JsonMapper mapper = new JsonMapper();

	private final Path profile;

	private final ChromeDriver driver;

	private final String root;

	private int width = 1280;

	private Browser(Path profile, ChromeDriver driver, String root) {
		this.profile = profile;
		this.driver = driver;
		this.root = root;
	}

	static Browser start(int port) {
		boolean there = CHROMIUM.canExecute() && DRIVER.canExecute();
		if (Boolean.getBoolean(REQUIRED) && !there) {
			throw new IllegalStateException(
					"-D" + REQUIRED + "=true, but " + CHROMIUM + " or " + DRIVER + " is missing");
		}
		Assumptions.assumeTrue(there, () -> CHROMIUM + " or " + DRIVER + " is missing");
		try {
			Path profile = Files.createTempDirectory("help-desk-browser");
			LoggingPreferences logs = new LoggingPreferences();
			logs.enable(LogType.BROWSER, Level.ALL);
			logs.enable(LogType.PERFORMANCE, Level.ALL);
			ChromeOptions options = new ChromeOptions();
			options.setBinary(CHROMIUM);
			options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
			options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--disable-dev-shm-usage", "--hide-scrollbars", "--user-data-dir=" + profile);
			ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
			return new Browser(profile, new ChromeDriver(service, options), "http://localhost:" + port + "/");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Opens the console in a window of a width, and waits until it shows figures.
	 */
	void open(int width, boolean dark) {
		this.width = width;
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
		this.driver.get(this.root);
		await("the console is ready")
			.until(() -> "true".equals(script("return document.documentElement.dataset.ready")));
	}

	static ConditionFactory await(String what) {
		return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
	}

	/**
	 * Waits for a text to be part of what an element says.
	 */
	void awaitText(String selector, String text) {
		await(selector + " says " + text).until(() -> text(selector), (shown) -> shown.contains(text));
	}

	void awaitAttribute(String selector, String attribute, String value) {
		await(selector + " has " + attribute + " " + value).until(() -> attribute(selector, attribute), value::equals);
	}

	/**
	 * What an element says; nothing if it is not there.
	 */
	String text(String selector) {
		return script("const found = document.querySelector(arguments[0]); return found ? found.textContent : ''",
				selector);
	}

	List<String> texts(String selector) {
		return this.<List<String>>script(
				"return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)", selector);
	}

	String attribute(String selector, String attribute) {
		return script(
				"const found = document.querySelector(arguments[0]); return found && found.getAttribute(arguments[1])",
				selector, attribute);
	}

	boolean has(String selector) {
		return this.<Boolean>script("return document.querySelector(arguments[0]) !== null", selector);
	}

	/**
	 * Clicks as a user does: not what is hidden or behind something else.
	 */
	void click(String selector) {
		await(selector + " can be clicked").ignoreExceptionsInstanceOf(WebDriverException.class).until(() -> {
			this.driver.findElement(By.cssSelector(selector)).click();
			return true;
		});
	}

	void write(String selector, String text) {
		this.driver.findElement(By.cssSelector(selector)).clear();
		this.driver.findElement(By.cssSelector(selector)).sendKeys(text);
	}

	void choose(String selector, String option) {
		this.driver.findElement(By.cssSelector(selector + " option[value='" + option + "']")).click();
	}

	/**
	 * Presses keys where the focus is.
	 */
	void press(CharSequence keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	String focused() {
		return script("return document.activeElement.id");
	}

	boolean focusIsVisible() {
		return this.<Boolean>script("return getComputedStyle(document.activeElement).outlineStyle === 'solid'");
	}

	/**
	 * How many pixels the page is wider than its window.
	 */
	long overflow() {
		return this.<Long>script("return document.documentElement.scrollWidth - window.innerWidth");
	}

	/**
	 * Keeps a picture of the whole page.
	 */
	void screenshot(String name) {
		long height = this.<Long>script("return document.documentElement.scrollHeight");
		Map<String, Object> picture = this.driver.executeCdpCommand("Page.captureScreenshot",
				Map.of("format", "png", "captureBeyondViewport", true, "clip",
						Map.of("x", 0, "y", 0, "width", this.width, "height", height, "scale", 1)));
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) picture.get("data")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What the browser complained about since the last time.
	 */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map((entry) -> entry.getMessage())
			.toList();
	}

	/**
	 * The addresses that were asked since the last time, without those of the page with
	 * which the browser begins, which is a part of it.
	 */
	List<String> requests() {
		List<String> addresses = new ArrayList<>();
		this.driver.manage().logs().get(LogType.PERFORMANCE).forEach((entry) -> {
			JsonNode message = mapper.readTree(entry.getMessage()).path("message");
			String address = message.path("params").path("request").path("url").asString("");
			if (message.path("method").asString().equals("Network.requestWillBeSent")
					&& !address.startsWith("chrome:")) {
				addresses.add(address);
			}
		});
		return addresses;
	}

	String root() {
		return this.root;
	}

	@Override
	public void close() {
		this.driver.quit();
		// Chromium may still be writing into it.
		await("the profile is deleted").until((Callable<Boolean>) () -> {
			try {
				FileSystemUtils.deleteRecursively(this.profile);
			}
			catch (IOException ex) {
				return false;
			}
			return Files.notExists(this.profile);
		});
	}

	@SuppressWarnings("unchecked")
	private <T> T script(String script, Object... arguments) {
		return (T) this.driver.executeScript(script, arguments);
	}

}
