package io.github.claudecache.redis;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is written about an entry beside its body, one version of the wire format. The
 * names are short because they are in every entry.
 *
 * @param v the version of the format
 * @param ns the namespace with its version
 * @param tn the tenant
 * @param fp the exact fingerprint
 * @param sc the scope fingerprint
 * @param c the name of the cache
 * @param fc the digests of the factors
 * @param t the tags
 * @param f the format of the payload
 * @param s the stop reason
 * @param m the model
 * @param u input, output, cache creation and cache read tokens
 * @param cr when it was created, milliseconds since 1970
 * @param ex when it expires, milliseconds since 1970
 */
record EntryRecord(int v, String ns, String tn, String fp, String sc, String c, Map<String, String> fc, List<String> t,
		String f, String s, @Nullable String m, List<Long> u, long cr, long ex) {
}
