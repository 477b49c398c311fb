package dev.tokenward.asset;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores a status as its word. */
@Converter(autoApply = true)
final class AssetStatusConverter implements AttributeConverter<AssetStatus, String> {

  @Override
  public String convertToDatabaseColumn(AssetStatus status) {
    return status.word();
  }

  @Override
  public AssetStatus convertToEntityAttribute(String word) {
    return AssetStatus.ofWord(word).orElseThrow();
  }
}
