package dev.tokenward.user;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores {@link Permissions} as the JSON object that Snipe-IT's tables hold. */
@Converter(autoApply = true)
final class PermissionsConverter implements AttributeConverter<Permissions, String> {

  @Override
  public String convertToDatabaseColumn(Permissions permissions) {
    return permissions.toJson();
  }

  @Override
  public Permissions convertToEntityAttribute(String json) {
    return Permissions.fromJson(json);
  }
}
