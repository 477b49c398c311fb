package dev.tokenward.store;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param total how many rows the whole list has
 * @param rows the rows of this part
 * @param <T> the type of a row
 */
public record Page<T>(long total, List<T> rows) {}
