package io.github.claudecache.aop;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles a class while the test runs, with options that this build does not use.
 */
final class CompiledClass {

	private CompiledClass() {
	}

	/**
	 * Compiles and loads a class.
	 * @param directory where the class file goes
	 * @param name the full name of the class
	 * @param source its source text
	 * @param options options of the compiler
	 */
	static Class<?> of(Path directory, String name, String source, String... options) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-d", directory.toString(), "-classpath", System.getProperty("java.class.path")));
		arguments.addAll(List.of(options));
		if (!compiler.getTask(null, null, null, arguments, null, List.of(new Source(name, source))).call()) {
			throw new IllegalStateException("The class does not compile: " + name);
		}
		try {
			URL[] urls = { directory.toUri().toURL() };
			return Class.forName(name, true, new URLClassLoader(urls, CompiledClass.class.getClassLoader()));
		}
		catch (ClassNotFoundException | MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String name, String text) {
			super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
			return this.text;
		}

	}

}
