package io.github.claudecache.redis;

import java.util.HashMap;
import java.util.Map;

/**
 * One uninterrupted history of a server. After a restart, a failover or a full
 * resynchronisation it is another one, and writes that were acknowledged may be missing
 * from it.
 *
 * @param runId the identifier of the process
 * @param replicationId the identifier of its data set, which changes with a promotion
 * @param version the version of the server
 * @param master whether it is a master
 */
record ServerLife(String runId, String replicationId, String version, boolean master) {

	static ServerLife of(String info) {
		Map<String, String> fields = fields(info);
		return new ServerLife(required(fields, "run_id"), required(fields, "master_replid"),
				required(fields, "redis_version"), "master".equals(required(fields, "role")));
	}

	/**
	 * The lines of a reply to INFO by their names.
	 */
	static Map<String, String> fields(String info) {
		Map<String, String> fields = new HashMap<>();
		info.lines().forEach((line) -> {
			int colon = line.indexOf(':');
			if (colon > 0) {
				fields.put(line.substring(0, colon), line.substring(colon + 1));
			}
		});
		return fields;
	}

	/**
	 * What tells this life from another one.
	 */
	String id() {
		return this.runId + "/" + this.replicationId;
	}

	private static String required(Map<String, String> fields, String name) {
		String value = fields.get(name);
		if (value == null) {
			throw new IllegalArgumentException("The server does not tell its " + name + " (INFO)");
		}
		return value;
	}

}
