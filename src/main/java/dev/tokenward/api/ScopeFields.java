package dev.tokenward.api;

import dev.tokenward.http.RequestFields;
import dev.tokenward.user.Change;
import dev.tokenward.user.ScopeService;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What POST /scopes takes. */
@Schema(name = "RegisterScope")
record ScopeFields(
    @Schema(
            description =
                "An area and an action of lower-case letters, digits and underscores, joined by a"
                    + " dot; the area may not be one that is built in",
            maxLength = ScopeService.MAX_NAME,
            examples = "billing.export")
        String name,
    @Schema(
            description = "A sentence that says what it allows",
            maxLength = ScopeService.MAX_DESCRIPTION,
            examples = "Export invoices.")
        String description) {

  static ScopeFields read(RequestFields fields) {
    Change<String> name = fields.text("name", ScopeService.MAX_NAME);
    Change<String> description = fields.text("description", ScopeService.MAX_DESCRIPTION);
    fields.require("name", name);
    fields.require("description", description);
    fields.violations().throwIfAny();
    return new ScopeFields(name.or(""), description.or(""));
  }
}
