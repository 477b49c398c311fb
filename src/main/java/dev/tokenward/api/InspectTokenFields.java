package dev.tokenward.api;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What POST /tokens/inspect takes. */
@Schema(name = "InspectToken")
public record InspectTokenFields(
    @Schema(
            description =
                "The whole token, in the body and nowhere else; it is hashed and forgotten",
            maxLength = InspectTokenFields.LONGEST,
            format = "password",
            examples = "twd_…")
        String token) {

  /** More than a token of any prefix has. */
  static final int LONGEST = 255;

  /**
   * Reads the token.
   *
   * @param fields of the request
   * @return what may be one
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.Invalid} if there is none
   */
  public static String read(RequestFields fields) {
    Change<String> token = fields.text("token", LONGEST);
    fields.require("token", token);
    fields.violations().throwIfAny();
    return token.or("");
  }

  @Override
  public String toString() {
    return "InspectTokenFields[hidden]";
  }
}
