package dev.tokenward.asset;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.store.Page;
import dev.tokenward.user.Rights;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All assets of one serial number, as Snipe-IT shows them.
 *
 * @param total how many there are
 * @param rows the oldest of them
 */
@RegisterForReflection
@Schema(name = "AssetsFound")
@JsonPropertyOrder({"total", "rows"})
record AssetsFound(long total, List<AssetJson> rows) {

  static AssetsFound of(Page<Asset> page, Rights rights) {
    return new AssetsFound(
        page.total(), page.rows().stream().map(asset -> AssetJson.of(asset, rights)).toList());
  }
}
