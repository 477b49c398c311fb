package dev.tokenward.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.http.Fields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.token.Restriction;
import dev.tokenward.token.TokenRequest;
import dev.tokenward.token.TokenRequest.Expiry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request for a token says. */
class CreateTokenFieldsTest {

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'name':null}", "{'name':'  '}", "{'unknown':[{}]}"})
  void anEmptyRequestMeansWhatSnipeItMeans(String json) {
    assertThat(CreateTokenFields.read(Fields.of(json)))
        .isEqualTo(
            new TokenRequest("Auth Token", null, new Expiry.Latest(), Restriction.NONE, null));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000000, 1000000", "'  600 ', 600"})
  void aTokenMayHaveARateLimitOfItsOwn(String given, int limit) {
    TokenRequest request =
        CreateTokenFields.read(Fields.of("{'throttle_per_minute':'" + given + "'}"));

    assertThat(request.throttlePerMinute()).isEqualTo(limit);
  }

  @Test
  void everythingCanBeAsked() {
    TokenRequest request =
        CreateTokenFields.read(
            Fields.of(
                "{'name':' x ','description':'y','expires_in_days':'90','scopes':'users.view assets.*',"
                    + "'allowed_ips':['10.1.1.1/8','10.0.0.0/8'],'audience':['https://a.example']}"));

    assertThat(request.name()).isEqualTo("x");
    assertThat(request.description()).isEqualTo("y");
    assertThat(request.expiry()).isEqualTo(new Expiry.InDays(90));
    assertThat(request.restriction().scopes()).containsExactly("users.view", "assets.*");
    assertThat(request.restriction().allowedIps()).hasToString("[10.0.0.0/8]");
    assertThat(request.restriction().audience()).containsExactly("https://a.example");
  }

  @Test
  void aMomentCanBeAskedForInstead() {
    assertThat(CreateTokenFields.read(Fields.of("{'expires_at':'2027-01-31'}")).expiry())
        .isEqualTo(new Expiry.At(Instant.parse("2027-01-31T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'name':[]}                                          | name",
        "{'name':'a\\u0000'}                                  | name",
        "{'expires_at':'2027-01-31','expires_in_days':1}      | expires_at",
        "{'expires_at':'soon'}                                | expires_at",
        "{'expires_in_days':0}                                | expires_in_days",
        "{'expires_in_days':-1}                               | expires_in_days",
        "{'expires_in_days':1.5}                              | expires_in_days",
        "{'throttle_per_minute':0}                            | throttle_per_minute",
        "{'throttle_per_minute':-1}                           | throttle_per_minute",
        "{'throttle_per_minute':1000001}                      | throttle_per_minute",
        "{'throttle_per_minute':1.5}                          | throttle_per_minute",
        "{'scopes':['users.fly']}                             | scopes",
        "{'scopes':['users.view.*']}                          | scopes",
        "{'scopes':{}}                                        | scopes",
        "{'allowed_ips':['localhost']}                        | allowed_ips",
        "{'allowed_ips':['999.1.1.1']}                        | allowed_ips",
        "{'audience':['a.example']}                           | audience",
        "{'audience':['http://[']}                            | audience",
      })
  void whatMakesNoSenseIsSaidOfItsField(String json, String field) {
    RequestFields fields = Fields.of(json);

    assertThatThrownBy(() -> CreateTokenFields.read(fields)).isInstanceOf(ProblemException.class);
    assertThat(Fields.complaints(fields)).containsOnlyKeys(field);
  }
}
