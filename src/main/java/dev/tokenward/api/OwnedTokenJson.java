package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tokenward.token.OwnedToken;
import dev.tokenward.token.TokenInspection;
import dev.tokenward.token.TokenList;
import dev.tokenward.user.Profile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Anybody's token: what its owner sees in their list, then who that is. */
@RegisterForReflection
@Schema(name = "OwnedToken")
record OwnedTokenJson(@JsonUnwrapped TokenJson token, Owner user) {

  static OwnedTokenJson of(OwnedToken owned) {
    return new OwnedTokenJson(token(owned), Owner.of(owned.owner()));
  }

  private static TokenJson token(OwnedToken owned) {
    return TokenJson.of(new TokenList(List.of(owned.token()), owned.client())).get(0);
  }

  /** Whose a token is. */
  @RegisterForReflection
  @Schema(name = "TokenOwner")
  record Owner(
      long id,
      @Schema(examples = "ada") String username,
      @Schema(examples = "Ada Admin") String name) {

    static Owner of(Profile owner) {
      return new Owner(owner.id(), Html.escape(owner.username()), Html.escape(owner.fullName()));
    }
  }

  /** The same with what it can do now. */
  @RegisterForReflection
  @Schema(name = "InspectedToken")
  record Inspected(
      @JsonUnwrapped TokenJson token,
      Owner user,
      @Schema(enumeration = {"live", "expired", "revoked", "owner_inactive"}) String state,
      @Schema(
              description =
                  "Every permission key that the token passes now; none unless it is live",
              examples = "[\"users.view\"]")
          List<String> permissions) {

    static Inspected of(TokenInspection inspection) {
      OwnedToken owned = inspection.token();
      return new Inspected(
          OwnedTokenJson.token(owned),
          Owner.of(owned.owner()),
          inspection.state().name().toLowerCase(Locale.ROOT),
          inspection.permissions());
    }
  }

  /** How many tokens were revoked at once. */
  @RegisterForReflection
  @Schema(name = "TokensRevoked")
  record Revoked(@Schema(examples = "17") int revoked) {}
}
