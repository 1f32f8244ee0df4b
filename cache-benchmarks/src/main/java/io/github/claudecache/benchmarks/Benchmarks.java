package io.github.claudecache.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

import io.github.claudecache.benchmarks.semantic.LexiconCommand;
import io.github.claudecache.benchmarks.semantic.PairsCommand;
import io.github.claudecache.benchmarks.semantic.ReportCommand;
import io.github.claudecache.benchmarks.semantic.TraceCommand;
import io.github.claudecache.benchmarks.semantic.TrainCommand;
import io.github.claudecache.benchmarks.speed.SpeedCommand;

/**
 * The jar's main class. The first argument chooses a command.
 *
 * @since 0.1.0
 */
public final class Benchmarks {

	private static final int USAGE_ERROR = 2;

	private final List<Command> commands;

	private final PrintStream err;

	Benchmarks(List<Command> commands, PrintStream err) {
		this.commands = List.copyOf(commands);
		this.err = err;
	}

	/**
	 * Runs a command and exits with its code, or with 2 if there is none of that name.
	 * @param args the command's name and its arguments
	 * @throws Exception if the command failed
	 */
	public static void main(String[] args) throws Exception {
		List<Command> commands = List.of(new JmhCommand(), new SpeedCommand(System.err), new TrainCommand(System.out),
				new LexiconCommand(System.out), new PairsCommand(System.err), new TraceCommand(System.err),
				new ReportCommand(System.out, System.err));
		System.exit(new Benchmarks(commands, System.err).run(args));
	}

	int run(String[] args) throws Exception {
		for (Command command : this.commands) {
			if (args.length > 0 && command.name().equals(args[0])) {
				return command.run(Arrays.copyOfRange(args, 1, args.length));
			}
		}
		if (args.length > 0) {
			this.err.println("There is no command '" + args[0] + "'.");
		}
		this.err.println("Usage: java -jar benchmarks.jar <command> [arguments]");
		this.commands.forEach((command) -> this.err.println("  " + command.name() + "  " + command.summary()));
		return USAGE_ERROR;
	}

}
