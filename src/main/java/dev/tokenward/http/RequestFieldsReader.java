package dev.tokenward.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.problem.Violations;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;

/** Reads the fields of a request from its JSON or form body and from its query. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
public final class RequestFieldsReader implements MessageBodyReader<RequestFields> {

  /** Addresses end up in logs. */
  static final List<String> NEVER_IN_ADDRESSES =
      List.of("password", "password_confirmation", "token");

  private final RoutingContext context;
  private final QueryFields query;

  @Inject
  RequestFieldsReader(RoutingContext context, QueryFields query) {
    this.context = context;
    this.query = query;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == RequestFields.class;
  }

  @Override
  public RequestFields readFrom(
      Class<RequestFields> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> httpHeaders,
      InputStream entityStream) {
    byte[] body = read(entityStream);
    boolean form = MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(mediaType);
    ObjectNode fields = query.readObject().remove(NEVER_IN_ADDRESSES);
    if (form) {
      fields.setAll(BodyFormat.form(body));
    } else if (body.length > 0) {
      fields.setAll(BodyFormat.json(body));
    }
    return new RequestFields(fields, new Violations());
  }

  /** The whole body; one that comes in pieces shows only here how large it is. */
  private byte[] read(InputStream stream) {
    byte[] body;
    try {
      body = stream.readNBytes(RequestBounds.MAX_BODY + 1);
    } catch (IOException cutOff) {
      throw new ProblemException(new Problem.MalformedBody());
    }
    if (body.length > RequestBounds.MAX_BODY) {
      RequestBounds.hangUp(context);
      throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return body;
  }
}
