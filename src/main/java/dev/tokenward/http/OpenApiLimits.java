package dev.tokenward.http;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The headers of {@link RequestLimits} as the OpenAPI document shows them. Responses refer to them
 * by name.
 */
final class OpenApiLimits {

  private static final String POLICY = "\"per-minute\";q=120;w=60";
  private static final String LEFT = "\"per-minute\";r=119;t=1";

  private OpenApiLimits() {}

  /** All of them, by name; always in the same order, so that builds are equal. */
  static Map<String, Header> all() {
    return new TreeMap<>(
        Map.of(
            "X-RateLimit-Limit",
            header(SchemaType.INTEGER, "How many requests a minute are paid for", 120),
            "X-RateLimit-Remaining",
            header(SchemaType.INTEGER, "How many of them are left", 119),
            "X-RateLimit-Reset",
            header(
                SchemaType.INTEGER,
                "Seconds until all are there again; on a 429, until the next request passes",
                1),
            "X-RateLimit-Reset-Timestamp",
            header(SchemaType.INTEGER, "The same as seconds since 1970", 1_795_511_700),
            "RateLimit-Policy",
            header(SchemaType.STRING, "The budget, as in the IETF's draft", POLICY),
            "RateLimit",
            header(SchemaType.STRING, "What is left of it, likewise", LEFT)));
  }

  /** Adds them to an answer that is paid for; without a limit no answer has them. */
  static void addTo(APIResponse response) {
    all().keySet().forEach(name -> response.addHeader(name, OASFactory.createHeader().ref(name)));
  }

  private static Header header(SchemaType type, String description, Object example) {
    return OASFactory.createHeader()
        .description(description + ".")
        .schema(OASFactory.createSchema().addType(type))
        .example(example);
  }
}
