package dev.tokenward.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.http.Fields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.user.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request says of an asset. */
class AssetFieldsTest {

  @Test
  void aNewAssetNeedsAModelAndNothingElse() {
    RequestFields nothing = Fields.of("{}");

    assertThatThrownBy(() -> AssetFields.forNewAsset(nothing)).isInstanceOf(ProblemException.class);
    assertThat(Fields.complaints(nothing))
        .containsExactly(Map.entry("model", List.of("The model field is required.")));
    assertThat(AssetFields.forNewAsset(Fields.of("{'model':'X1'}")).model())
        .isEqualTo(Change.to("X1"));
  }

  @Test
  void aChangeNamesOnlyWhatItChanges() {
    AssetChanges changes =
        AssetFields.forChange(Fields.of("{'notes':'a\\nb','serial':'','assigned_user':null}"));

    assertThat(changes.notes()).isEqualTo(Change.to("a\nb"));
    assertThat(changes.serial()).isEqualTo(Change.to(null));
    assertThat(changes.assignedTo()).isEqualTo(Change.to(null));
    assertThat(changes.model()).isEqualTo(Change.none());
    assertThat(changes.status()).isEqualTo(Change.none());
  }

  @Test
  void aStatusIsAWordOrANumber() {
    assertThat(AssetFields.forChange(Fields.of("{'status':'archived'}")).status())
        .isEqualTo(Change.to(AssetStatus.ARCHIVED));
    assertThat(AssetFields.forChange(Fields.of("{'status_id':'2'}")).status())
        .isEqualTo(Change.to(AssetStatus.DEPLOYABLE));
  }

  @Test
  void aUserIsANumberHoweverItIsWritten() {
    assertThat(AssetFields.forChange(Fields.of("{'assigned_user':7}")).assignedTo())
        .isEqualTo(Change.to(7L));
    assertThat(AssetFields.forChange(Fields.of("{'assigned_user':' 7 '}")).assignedTo())
        .isEqualTo(Change.to(7L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'model':null}                         | model",
        "{'asset_tag':' '}                      | asset_tag",
        "{'status':'lost'}                      | status",
        "{'status':{'id':1}}                    | status",
        "{'status':'pending','status_id':1}     | status",
        "{'status_id':4}                        | status_id",
        "{'status_id':'pending'}                | status_id",
        "{'assigned_user':'ada'}                | assigned_user",
        "{'assigned_user':-1}                   | assigned_user",
        "{'assigned_user':1.5}                  | assigned_user",
        "{'assigned_user':9999999999999999999}  | assigned_user",
      })
  void whatMakesNoSenseIsSaidOfItsField(String json, String field) {
    RequestFields fields = Fields.of(json);

    assertThatThrownBy(() -> AssetFields.forChange(fields)).isInstanceOf(ProblemException.class);
    assertThat(Fields.complaints(fields)).containsOnlyKeys(field);
  }
}
